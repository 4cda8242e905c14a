package dev.pithyjaunt.agent.build;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Broken manifests of every tool, in folders of any name: an answer, and commands of fixed words.
class ManifestFuzzTest {

    private static final Map<String, String> MANIFESTS =
            Map.of(
                    "package.json",
                            "{\"scripts\": {\"test\": \"x\", \"lint\": 1}, \"workspaces\": [\"a/*\", {}]}",
                    "pnpm-workspace.yaml", "packages:\n  - 'a/{b'\n  - '[['\n  - \"*\"\n",
                    "pom.xml",
                            "<project><modules><module>a</module></modules><artifactId>b</artifactId></project>",
                    "Cargo.toml",
                            "[workspace]\nmembers = [\"a\"]\nexclude = [\"b\", 1]\n[lints.clippy]\n",
                    "pyproject.toml",
                            "[tool.pytest]\n[project.optional-dependencies]\ntest = [\"pytest\", 1]\n",
                    "composer.json", "{\"scripts\": {\"test\": [\"a\"]}}",
                    "Makefile", "test: a\n\tb\nlint lint2 ::=\n: :\n",
                    "tox.ini", "[tox]\n[pytest]\n",
                    "deno.json", "{\"tasks\": {\"test\": \"x\"}}");

    private static final List<String> FOLDERS =
            List.of(
                    "",
                    "a/",
                    "a/b/",
                    "-rf/",
                    "a\nb/",
                    "$(id)/",
                    "\uD83D\uDE00/",
                    "../",
                    "//",
                    "'\"/");

    private static final String SYNTAX = "{}[]<>\"'=:,#&;\n\t\\ \0\uD83D!-*1a.";

    /// A tree that is not kept in a repository, since git would refuse some of its names.
    private record MemoryTree(Map<String, byte[]> contents) implements FileTree {

        @Override
        public List<TreeFile> files() {
            return contents.keySet().stream().map(this::file).toList();
        }

        @Override
        public Optional<TreeFile> find(String path) {
            return contents.containsKey(path) ? Optional.of(file(path)) : Optional.empty();
        }

        private TreeFile file(String path) {
            return new TreeFile(path, TreeFile.Mode.FILE, "");
        }

        private byte[] read(String path) {
            return contents.getOrDefault(path, new byte[0]);
        }

        @Override
        public byte[] read(TreeFile file) {
            return read(file.path());
        }
    }

    @Test
    void brokenManifestsNeverFailAndNothingOfThemBecomesACommand() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 3000; i++) {
            Map<String, byte[]> contents = new TreeMap<>();
            MANIFESTS.forEach((name, content) ->
                    contents.put(
                            FOLDERS.get(random.nextInt(FOLDERS.size())) + name,
                            broken(content, random).getBytes(UTF_8)));
            MemoryTree tree = new MemoryTree(contents);

            List<BuildSystem> systems = BuildSystems.of(tree);

            assertThat(systems).isEqualTo(BuildSystems.of(tree));
            assertThat(systems)
                    .flatExtracting(BuildSystem::commands)
                    .allSatisfy(command ->
                            assertThat(command.line()).matches("[-a-zA-Z0-9 ./:&_'\\[\\]]+"));
            DetectedChecks detected = DetectedChecks.of(systems);
            assertThat(detected.checks()).hasSizeLessThanOrEqualTo(DetectedChecks.MAX_CHECKS);
            assertThat(Stream.of(detected.setUp(), detected.checks()).flatMap(List::stream))
                    .allSatisfy(command ->
                            assertThat(command.line()).matches("[-a-zA-Z0-9 ./:&_'\\[\\]*#=]+"));
            EntryDocuments.of(contents.keySet());
        }
    }

    @Test
    @Timeout(60)
    void worstManifestsAreReadInLinearTime() {
        for (String unit :
                List.of(
                        "[",
                        "{\"a\":",
                        "<a>",
                        "[a",
                        "a.",
                        "\"",
                        " ",
                        "\n",
                        "- ",
                        "a:",
                        "a = {a = ",
                        "<!--",
                        "&amp;",
                        "'''",
                        "[[a]]\n")) {
            byte[] content = unit.repeat((1 << 20) / unit.length()).getBytes(UTF_8);
            for (String name : MANIFESTS.keySet()) {
                BuildSystems.of(new MemoryTree(Map.of(name, content)));
            }
        }
    }

    private static String broken(String content, SplittableRandom random) {
        StringBuilder text = new StringBuilder(content);
        for (int i = random.nextInt(4); i > 0 && text.length() > 1; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, SYNTAX.charAt(random.nextInt(SYNTAX.length())));
                case 1 -> text.deleteCharAt(at);
                default -> text.setLength(Math.max(1, at));
            }
        }
        return text.toString();
    }
}
