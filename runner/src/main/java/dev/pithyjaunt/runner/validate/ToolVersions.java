package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.runner.sandbox.Job;
import dev.pithyjaunt.runner.sandbox.Place;
import dev.pithyjaunt.runner.sandbox.Sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Which tools the commands of a plan run, and in which versions.
final class ToolVersions {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MAX_BYTES = 8 << 10;
    private static final int MAX_LINE = 120;
    private static final Pattern WORD = Pattern.compile("[^A-Za-z0-9_.+-]+");

    /// By a word of a command: how its tool and those below it tell their versions.
    private static final Map<String, List<String>> QUESTIONS = new LinkedHashMap<>();

    static {
        List<String> java = List.of("java -version");
        List<String> node = List.of("node --version");
        List<String> python = List.of("python --version", "python3 --version");
        QUESTIONS.put("mvn", List.of("mvn --version"));
        QUESTIONS.put("mvnw", java);
        QUESTIONS.put("gradle", List.of("gradle --version", "java -version"));
        QUESTIONS.put("gradlew", java);
        QUESTIONS.put("java", java);
        QUESTIONS.put("javac", List.of("javac -version"));
        QUESTIONS.put("npm", List.of("node --version", "npm --version"));
        QUESTIONS.put("npx", node);
        QUESTIONS.put("pnpm", List.of("node --version", "pnpm --version"));
        QUESTIONS.put("yarn", List.of("node --version", "yarn --version"));
        QUESTIONS.put("node", node);
        QUESTIONS.put("bun", List.of("bun --version"));
        QUESTIONS.put("deno", List.of("deno --version"));
        QUESTIONS.put("python", python);
        QUESTIONS.put("python3", python);
        QUESTIONS.put("pytest", List.of("python3 --version", "pytest --version"));
        QUESTIONS.put("tox", List.of("python3 --version", "tox --version"));
        QUESTIONS.put("uv", List.of("uv --version"));
        QUESTIONS.put("poetry", List.of("python3 --version", "poetry --version"));
        QUESTIONS.put("cargo", List.of("cargo --version", "rustc --version"));
        QUESTIONS.put("go", List.of("go version"));
        QUESTIONS.put("make", List.of("make --version", "cc --version"));
        QUESTIONS.put("cmake", List.of("cmake --version", "cc --version"));
        QUESTIONS.put("dotnet", List.of("dotnet --version"));
        QUESTIONS.put("ruby", List.of("ruby --version"));
        QUESTIONS.put("bundle", List.of("ruby --version", "bundle --version"));
        QUESTIONS.put("rspec", List.of("ruby --version"));
        QUESTIONS.put("php", List.of("php --version"));
        QUESTIONS.put("composer", List.of("php --version"));
        QUESTIONS.put("gcc", List.of("gcc --version"));
        QUESTIONS.put("cc", List.of("cc --version"));
    }

    private ToolVersions() {}

    /// Asks in the place itself: which version runs may stand in its files.
    ///
    /// @return a line for each that is there, such as `node --version: v20.20.2`
    static List<String> of(Plan plan, Place place, Sandbox sandbox, CheckLimits limits) {
        Set<String> questions = new LinkedHashSet<>();
        plan.all()
                .forEach(step -> {
                    for (String word : WORD.split(step.command(), -1)) {
                        questions.addAll(QUESTIONS.getOrDefault(word, List.of()));
                    }
                });
        if (questions.isEmpty()) {
            return List.of();
        }
        StringBuilder line = new StringBuilder();
        for (String question : questions) {
            // The first line that tells anything: some tools begin with a greeting.
            line.append(
                    "v=$(%s 2>/dev/null </dev/null || %1$s 2>&1) && echo \"%1$s: $(echo \"$v\" | grep -m1 '[0-9]')\"; "
                            .formatted(question));
        }
        Capture output = new Capture(MAX_BYTES);
        sandbox.run(
                place,
                new Job(line.append(':').toString(), "", Map.of(), false, LIMIT, limits),
                output);
        return output.text()
                .lines()
                .map(text -> text.replaceAll("\\p{Cntrl}\\[[0-9;]*m|\\p{Cntrl}", "").strip())
                .map(text -> text.length() > MAX_LINE ? text.substring(0, MAX_LINE) : text)
                .toList();
    }
}
