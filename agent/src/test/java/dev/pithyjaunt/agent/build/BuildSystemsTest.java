package dev.pithyjaunt.agent.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class BuildSystemsTest {

    @TempDir private Path folder;

    private TestRepository repository = new TestRepository(Path.of(""));

    @BeforeEach
    void createRepository() {
        repository = TestRepository.create(folder.resolve("repository"));
    }

    private BuildSystemsTest with(String path, String content) {
        repository.write(path, content);
        return this;
    }

    private List<BuildSystem> systems() {
        return BuildSystems.of(TestTree.of(folder, repository).tree());
    }

    /// A line for each system, and one for each of its commands and problems.
    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (BuildSystem system : systems()) {
            lines.add(system.name() + " in '" + system.folder() + "'");
            system.commands()
                    .forEach(command ->
                            lines.add(
                                    "%s: %s (%s)"
                                            .formatted(
                                                    command.purpose(),
                                                    command.line(),
                                                    command.source())));
            system.problems().forEach(problem -> lines.add("problem: " + problem));
        }
        return lines;
    }

    @Test
    void mavenIsRunByItsWrapperAndCoversItsModules() {
        with(
                        "pom.xml",
                        "<project><modules><module>a</module><module>./b/</module></modules></project>")
                .with("mvnw", "")
                .with("a/pom.xml", "<project><modules><module>inner</module></modules></project>")
                .with("a/inner/pom.xml", "<project/>")
                .with("b/pom.xml", "<project/>")
                .with("apart/pom.xml", "<project/>");

        assertThat(lines())
                .containsExactly(
                        "Maven in ''",
                        "SET_UP: ./mvnw -B test-compile (mvnw)",
                        "TEST: ./mvnw -B test (mvnw)",
                        "Maven in 'apart'",
                        "SET_UP: mvn -B test-compile (apart/pom.xml)",
                        "TEST: mvn -B test (apart/pom.xml)");
    }

    @Test
    void mavensPluginsLintButNotThoseOfReports() {
        with(
                "pom.xml",
                """
                <project>
                  <build><plugins><plugin>
                    <artifactId>spotless-maven-plugin</artifactId>
                  </plugin></plugins></build>
                  <reporting><plugins><plugin>
                    <artifactId>maven-checkstyle-plugin</artifactId>
                  </plugin></plugins></reporting>
                </project>
                """);

        assertThat(lines())
                .contains("LINT: mvn -B spotless:check (pom.xml: spotless-maven-plugin)")
                .noneMatch(line -> line.contains("checkstyle"));
    }

    @Test
    void gradleIsRunByItsWrapperAndComesFirstThen() {
        with("settings.gradle.kts", "")
                .with("build.gradle.kts", "plugins { id(\"com.diffplug.spotless\") }")
                .with("app/build.gradle", "")
                .with("gradlew", "")
                .with("pom.xml", "<project/>");

        assertThat(lines())
                .containsExactly(
                        "Gradle in ''",
                        "SET_UP: ./gradlew testClasses (gradlew)",
                        "TEST: ./gradlew test (gradlew)",
                        "LINT: ./gradlew spotlessCheck (build.gradle.kts: com.diffplug.spotless)",
                        "Maven in ''",
                        "SET_UP: mvn -B test-compile (pom.xml)",
                        "TEST: mvn -B test (pom.xml)");
    }

    @Test
    void npmsScriptsTellAndWorkspacesAreCovered() {
        with(
                        "package.json",
                        """
                        {"workspaces": ["packages/*"],
                         "scripts": {"test": "vitest", "lint": "eslint ."}}
                        """)
                .with("package-lock.json", "{}")
                .with("packages/a/package.json", "{\"scripts\": {\"test\": \"vitest\"}}")
                .with("tools/package.json", "{\"scripts\": {\"test\": \"vitest\"}}");

        assertThat(lines())
                .containsExactly(
                        "npm in ''",
                        "SET_UP: npm ci (package-lock.json)",
                        "TEST: npm test (package.json: scripts.test)",
                        "LINT: npm run lint (package.json: scripts.lint)",
                        "npm in 'tools'",
                        "SET_UP: npm install (tools/package.json)",
                        "TEST: npm test (tools/package.json: scripts.test)");
    }

    @Test
    void placeholderOfNpmIsNoTest() {
        with(
                "package.json",
                """
                {"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}}
                """);

        assertThat(lines()).containsExactly("npm in ''", "SET_UP: npm install (package.json)");
    }

    @Test
    void pnpmIsToldByItsLockFileAndItsWorkspaceIsCovered() {
        with("package.json", "{\"scripts\": {\"test\": \"pnpm -r test\"}}")
                .with("pnpm-lock.yaml", "")
                .with(
                        "pnpm-workspace.yaml",
                        "packages:\n  # all\n  - 'apps/**'\nother:\n  - 'tools'\n")
                .with("apps/web/ui/package.json", "{\"scripts\": {\"test\": \"x\"}}")
                .with("tools/package.json", "{\"scripts\": {\"test\": \"x\"}}");

        assertThat(lines())
                .startsWith(
                        "pnpm in ''",
                        "SET_UP: pnpm install --frozen-lockfile (pnpm-lock.yaml)",
                        "TEST: pnpm test (package.json: scripts.test)")
                .contains("npm in 'tools'")
                .noneMatch(line -> line.contains("apps"));
    }

    @Test
    void yarnAndBunAreToldByLockFileOrField() {
        with("package.json", "{\"scripts\": {\"test\": \"jest\"}}")
                .with("yarn.lock", "")
                .with(
                        "a/package.json",
                        "{\"packageManager\": \"yarn@4.0.0\", \"scripts\": {\"test\": \"x\"}}")
                .with("b/package.json", "{\"scripts\": {\"test\": \"x\"}}")
                .with("b/bun.lock", "{}");

        assertThat(lines())
                .containsExactly(
                        "Yarn in ''",
                        "SET_UP: yarn install --frozen-lockfile (yarn.lock)",
                        "TEST: yarn test (package.json: scripts.test)",
                        "Yarn in 'a'",
                        "SET_UP: yarn install (a/package.json)",
                        "TEST: yarn test (a/package.json: scripts.test)",
                        "Bun in 'b'",
                        "SET_UP: bun install --frozen-lockfile (b/bun.lock)",
                        "TEST: bun run test (b/package.json: scripts.test)");
    }

    @Test
    void pytestsSettingsTellAndUvRunsIt() {
        with(
                        "pyproject.toml",
                        """
                        [project]
                        name = "a"
                        [tool.pytest.ini_options]
                        testpaths = ["tests"]
                        [tool.ruff]
                        [tool.mypy]
                        files = "src"
                        """)
                .with("uv.lock", "");

        assertThat(lines())
                .containsExactly(
                        "Python in ''",
                        "SET_UP: uv sync (uv.lock)",
                        "TEST: uv run pytest (pyproject.toml: tool.pytest)",
                        "LINT: uv run ruff check (pyproject.toml: tool.ruff)",
                        "LINT: uv run mypy (pyproject.toml: tool.mypy)");
    }

    @Test
    void poetryRunsToxAndSetupCfgNamesFlake8() {
        with("pyproject.toml", "[tool.poetry]\nname = \"a\"\n")
                .with("tox.ini", "[tox]\nenvlist = py\n")
                .with("setup.cfg", "[flake8]\nmax-line-length = 100\n");

        assertThat(lines())
                .containsExactly(
                        "Python in ''",
                        "SET_UP: poetry install (pyproject.toml)",
                        "TEST: poetry run tox (tox.ini)",
                        "LINT: poetry run flake8 (setup.cfg)");
    }

    @Test
    void pipInstallsTheProjectWithWhatItsTestsNeed() {
        with(
                "pyproject.toml",
                """
                [project]
                name = "a"
                [project.optional-dependencies]
                test = ["pytest>=8"]
                """);

        assertThat(lines())
                .containsExactly(
                        "Python in ''",
                        "SET_UP: python -m pip install -e '.[test]' (pyproject.toml)",
                        "TEST: python -m pytest (pyproject.toml: pytest is required)");
    }

    @Test
    void noxAndUnittestAreTheLastResort() {
        with("a/setup.py", "")
                .with("a/noxfile.py", "")
                .with("b/setup.py", "")
                .with("b/tests/__init__.py", "");

        assertThat(lines())
                .contains(
                        "TEST: nox (a/noxfile.py)",
                        "TEST: python -m unittest (b/tests/__init__.py)");
    }

    @Test
    void cargosWorkspaceCoversItsMembers() {
        with("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"fuzz\"]\n")
                .with("Cargo.lock", "")
                .with("rustfmt.toml", "")
                .with("crates/a/Cargo.toml", "[package]\nname = \"a\"\n")
                .with("fuzz/Cargo.toml", "[package]\nname = \"fuzz\"\n");

        assertThat(lines())
                .containsExactly(
                        "Cargo in ''",
                        "SET_UP: cargo fetch --locked (Cargo.lock)",
                        "TEST: cargo test --workspace (Cargo.toml: workspace)",
                        "LINT: cargo fmt --check (rustfmt.toml)",
                        "Cargo in 'fuzz'",
                        "SET_UP: cargo fetch (fuzz/Cargo.toml)",
                        "TEST: cargo test (fuzz/Cargo.toml)");
    }

    @Test
    void goModulesStandEachForThemselves() {
        with("go.mod", "module a\n").with("tools/go.mod", "module b\n").with(".golangci.yml", "");

        assertThat(lines())
                .containsExactly(
                        "Go in ''",
                        "SET_UP: go mod download (go.mod)",
                        "TEST: go test ./... (go.mod)",
                        "LINT: golangci-lint run (.golangci.yml)",
                        "Go in 'tools'",
                        "SET_UP: go mod download (tools/go.mod)",
                        "TEST: go test ./... (tools/go.mod)",
                        "LINT: go vet ./... (tools/go.mod)");
    }

    @Test
    void solutionCoversItsProjectsAndAStrangeNameStaysOutOfTheCommand() {
        with("App.sln", "").with("src/App.csproj", "").with("other/$(id).slnx", "");

        assertThat(lines())
                .containsExactly(
                        ".NET in ''",
                        "SET_UP: dotnet restore App.sln (App.sln)",
                        "TEST: dotnet test App.sln (App.sln)");
    }

    @Test
    void nameThatAShellWouldReadStaysOutOfTheCommand() {
        with("$(id).sln", "");

        assertThat(lines()).contains("TEST: dotnet test ($(id).sln)");
    }

    @Test
    void bundlerRunsRspecOrRake() {
        with("Gemfile", "").with(".rspec", "").with(".rubocop.yml", "");
        with("b/Gemfile", "").with("b/Rakefile", "Rake::TestTask.new(:test)\n");

        assertThat(lines())
                .containsExactly(
                        "Bundler in ''",
                        "SET_UP: bundle install (Gemfile)",
                        "TEST: bundle exec rspec (.rspec)",
                        "LINT: bundle exec rubocop (.rubocop.yml)",
                        "Bundler in 'b'",
                        "SET_UP: bundle install (b/Gemfile)",
                        "TEST: bundle exec rake test (b/Rakefile)");
    }

    @Test
    void composerRunsItsScriptOrPhpunit() {
        with("composer.json", "{}").with("phpunit.xml.dist", "").with("phpstan.neon", "");
        with("b/composer.json", "{\"scripts\": {\"test\": \"pest\", \"lint\": [\"a\", \"b\"]}}");

        assertThat(lines())
                .containsExactly(
                        "Composer in ''",
                        "SET_UP: composer install (composer.json)",
                        "TEST: vendor/bin/phpunit (phpunit.xml.dist)",
                        "LINT: vendor/bin/phpstan analyse (phpstan.neon)",
                        "Composer in 'b'",
                        "SET_UP: composer install (b/composer.json)",
                        "TEST: composer test (b/composer.json: scripts.test)",
                        "LINT: composer lint (b/composer.json: scripts.lint)");
    }

    @Test
    void targetsOfMakeAndJustTell() {
        with("Makefile", "CC := cc\nTEST = 1\nall: a\ntest check: all\n\trun\nlint:\n\tlint\n")
                .with("b/justfile", "test filter='':\n  cargo test\n")
                .with("c/Makefile", "all:\n");

        assertThat(lines())
                .containsExactly(
                        "Make in ''",
                        "TEST: make test (Makefile: test)",
                        "LINT: make lint (Makefile: lint)");
    }

    @Test
    void cmakesTestsCountWhereTheyAreOn() {
        with("CMakeLists.txt", "project(a)\n  enable_testing()\n").with("src/CMakeLists.txt", "");

        assertThat(lines())
                .containsExactly(
                        "CMake in ''",
                        "SET_UP: cmake -S . -B build && cmake --build build (CMakeLists.txt)",
                        "TEST: ctest --test-dir build --output-on-failure (CMakeLists.txt: enable_testing)");
    }

    @Test
    void dartFlutterDenoAndTheToolsWithoutSettingsAreKnown() {
        with("a/pubspec.yaml", "name: a\n").with("a/test/a_test.dart", "");
        with("b/pubspec.yaml", "dependencies:\n  flutter:\n    sdk: flutter\n")
                .with("b/test/b_test.dart", "");
        with("c/deno.jsonc", "{ // x\n \"tasks\": {\"test\": \"deno test -A\"}}");
        with("d/mix.exs", "").with("e/build.sbt", "").with("f/Package.swift", "");
        with("g/MODULE.bazel", "").with("h/meson.build", "");

        assertThat(systems().stream().map(BuildSystem::name))
                .containsExactly(
                        "Dart", "Flutter", "Deno", "Mix", "sbt", "Swift", "Bazel", "Meson");
        assertThat(
                        systems().stream()
                                .flatMap(system -> system.find(BuildCommand.Purpose.TEST).stream())
                                .map(BuildCommand::line))
                .containsExactly(
                        "dart test",
                        "flutter test",
                        "deno task test",
                        "mix test",
                        "sbt test",
                        "swift test",
                        "bazel test //...",
                        "meson test -C build");
    }

    @Test
    void malformedManifestIsAProblemOfTheSystem() {
        with("package.json", "{\"scripts\": ")
                .with("pom.xml", "<project>\n<modules>")
                .with("pyproject.toml", "[project\n")
                .with("Cargo.toml", "= 1\n")
                .with("composer.json", "[1");

        assertThat(lines())
                .filteredOn(line -> line.startsWith("problem"))
                .containsExactly(
                        "problem: pom.xml: it is not well-formed XML (line 2)",
                        "problem: package.json: it is not JSON (line 1)",
                        "problem: pyproject.toml: it is not TOML (line 1)",
                        "problem: Cargo.toml: it is not TOML (line 1)",
                        "problem: composer.json: it is not JSON (line 1)");
    }

    @Test
    void manifestOfAnotherShapeIsAProblemOrSaysNothing() {
        with("package.json", "[]")
                .with("a/package.json", "{\"scripts\": 1, \"workspaces\": {\"packages\": 2}}")
                .with("b/Cargo.toml", "workspace = 1\nlints = 2\n")
                .with("c/pyproject.toml", "tool = 1\nproject = []\n")
                .with("d/composer.json", "null");

        assertThat(lines())
                .contains("problem: package.json: it is no object", "Cargo in 'b'")
                .noneMatch(line -> line.contains("in 'c'"));
    }

    @Test
    void manifestThatIsTooLargeIsNotRead() {
        with("package.json", "{\"scripts\": {\"test\": \"" + "x".repeat(1 << 20) + "\"}}");

        assertThat(lines())
                .containsExactly(
                        "npm in ''",
                        "SET_UP: npm install (package.json)",
                        "problem: package.json: it has 1048601 bytes, more than are read");
    }

    @Test
    void manifestsOfTestsAndOfOthersAreNotTheRepositorys() {
        with("go.mod", "module a\n")
                .with("testdata/x/go.mod", "module b\n")
                .with("src/test/resources/pom.xml", "<project/>")
                .with("node_modules/a/package.json", "{\"scripts\": {\"test\": \"x\"}}")
                .with("third_party/b/Makefile", "test:\n");

        assertThat(systems().stream().map(BuildSystem::name)).containsExactly("Go");
    }

    @Test
    void onlySoManyManifestsAreReadTheNearestToTheRootFirst() {
        for (int i = 0; i < BuildSystems.MAX_MANIFESTS + 10; i++) {
            with("deep/m%02d/go.mod".formatted(i), "module a\n");
        }
        with("z/go.mod", "module z\n");

        List<BuildSystem> systems = systems();

        assertThat(systems).hasSize(BuildSystems.MAX_MANIFESTS);
        assertThat(systems.getFirst().folder()).isEqualTo("z");
    }

    @Test
    void repositoryWithoutManifestHasNone() {
        with("README.md", "hello");

        assertThat(systems()).isEmpty();
    }
}
