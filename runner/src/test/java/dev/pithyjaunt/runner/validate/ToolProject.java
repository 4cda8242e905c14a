package dev.pithyjaunt.runner.validate;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// Small projects of real build tools, with tests that end as they are to.
enum ToolProject {
    MAKE("make test", "%s", "make", "") {
        @Override
        Map<String, String> files(Map<String, Ends> tests, Path marker) {
            return Map.of(
                    "Makefile",
                    "test:\n\tsh tests.sh\n",
                    "tests.sh",
                    "failed=0\nis() { if \"$@\"; then echo \"ok - $name\"; else failed=1; echo \"not ok - $name\"; fi; }\n"
                            + each(
                                    tests,
                                    "name=%1$s; is %2$s\n",
                                    "true",
                                    "false",
                                    "test -e " + marker)
                            + "echo 1..%d; exit $failed\n".formatted(tests.size()));
        }
    },
    NPM("npm test", "%s", "npm node", "npm ci") {
        @Override
        Map<String, String> files(Map<String, Ends> tests, Path marker) {
            return Map.of(
                    "package.json",
                    "{\"name\": \"greet\", \"version\": \"1.0.0\", \"scripts\": {\"test\": \"node --test\"}}\n",
                    "package-lock.json",
                    "{\"name\": \"greet\", \"version\": \"1.0.0\", \"lockfileVersion\": 3, \"packages\": {\"\": {\"name\": \"greet\", \"version\": \"1.0.0\"}}}\n",
                    "greet.test.js",
                    "const test = require('node:test');\nconst assert = require('node:assert');\nconst fs = require('node:fs');\n"
                            + each(
                                    tests,
                                    "test('%1$s', () => assert.ok(%2$s));\n",
                                    "true",
                                    "false",
                                    "fs.existsSync('%s')".formatted(marker)));
        }
    },
    PYTEST("python -m pytest", "test_greet.test_%s", "python pytest", "") {
        @Override
        Map<String, String> files(Map<String, Ends> tests, Path marker) {
            return Map.of(
                    "pytest.ini",
                    "[pytest]\naddopts = -p no:hypothesispytest -p no:benchmark\n",
                    "test_greet.py",
                    "import os\n"
                            + each(
                                    tests,
                                    "def test_%s(): assert %s\n",
                                    "True",
                                    "False",
                                    "os.path.exists('%s')".formatted(marker)));
        }
    },
    CARGO("cargo test", "greet (src/lib.rs) > tests::%s", "cargo", "cargo fetch --locked") {
        @Override
        Map<String, String> files(Map<String, Ends> tests, Path marker) {
            return Map.of(
                    "Cargo.toml",
                    "[package]\nname = \"greet\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n[lib]\ndoctest = false\n",
                    "Cargo.lock",
                    "version = 3\n\n[[package]]\nname = \"greet\"\nversion = \"1.0.0\"\n",
                    "src/lib.rs",
                    "#[cfg(test)]\nmod tests {\n"
                            + each(
                                    tests,
                                    "    #[test]\n    fn %s() { assert!(%s); }\n",
                                    "true",
                                    "false",
                                    "std::path::Path::new(\"%s\").exists()".formatted(marker))
                            + "}\n");
        }
    },
    MAVEN(
            "mvn -B -o test",
            "GreetTest.%s",
            "mvn",
            "mvn -B -q test '-Dtest=*#noSuchMethodHere' -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false") {
        @Override
        Map<String, String> files(Map<String, Ends> tests, Path marker) {
            return Map.of(
                    "pom.xml",
                    POM,
                    ".mvn/jvm.config",
                    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC\n",
                    "src/test/java/GreetTest.java",
                    "import org.junit.jupiter.api.*;\nimport java.nio.file.*;\nclass GreetTest {\n"
                            + each(
                                    tests,
                                    "    @Test void %s() { Assertions.assertTrue(%s); }\n",
                                    "true",
                                    "false",
                                    "Files.exists(Path.of(\"%s\"))".formatted(marker))
                            + "}\n");
        }
    };

    /// Versions that this project's own build uses, so that they are on the machine.
    private static final String POM =
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.example</groupId>
              <artifactId>greet</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>org.junit.jupiter</groupId>
                  <artifactId>junit-jupiter</artifactId>
                  <version>6.0.3</version>
                  <scope>test</scope>
                </dependency>
              </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <artifactId>maven-resources-plugin</artifactId>
                    <version>3.5.0</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>3.15.0</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-surefire-plugin</artifactId>
                    <version>3.5.6</version>
                    <configuration>
                      <forkCount>0</forkCount>
                    </configuration>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    /// How a test is to end.
    enum Ends {
        PASSES,
        FAILS,
        /// It fails until it is run again.
        FLAKES
    }

    final String command;
    final String setUp;
    private final String name;
    private final String programs;

    /// @param command that is found as the check
    /// @param name of a test as the tool tells it, of the name it has here
    /// @param programs that it needs, with spaces between them
    /// @param setUp that is found; empty for none
    ToolProject(String command, String name, String programs, String setUp) {
        this.command = command;
        this.name = name;
        this.programs = programs;
        this.setUp = setUp;
    }

    /// The whole project.
    abstract Map<String, String> files(Map<String, Ends> tests, Path marker);

    String named(String test) {
        return name.formatted(test);
    }

    void needsItsPrograms() {
        ValidationScene.needs(programs.split(" ", -1));
    }

    private static String each(
            Map<String, Ends> tests, String line, String passes, String fails, String flakes) {
        return tests.entrySet().stream()
                .map(test ->
                        line.formatted(
                                test.getKey(),
                                switch (test.getValue()) {
                                    case PASSES -> passes;
                                    case FAILS -> fails;
                                    case FLAKES -> flakes;
                                }))
                .collect(Collectors.joining());
    }
}
