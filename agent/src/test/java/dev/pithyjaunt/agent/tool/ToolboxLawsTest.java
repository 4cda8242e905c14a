package dev.pithyjaunt.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.TestRepository;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What holds for every call that a model can write.
class ToolboxLawsTest {

    /// Stands everywhere but in the commit.
    private static final String OUTSIDE = "not-in-the-commit";

    private static final ToolLimits LIMITS =
            new ToolLimits(10, 10, 1500, 100_000, Duration.ofSeconds(20));

    private static final Path FOLDER = newFolder();

    private static @Nullable TestTree tree;

    @BeforeContainer
    static void commit() throws IOException {
        Files.writeString(FOLDER.resolve("secret.txt"), OUTSIDE);
        TestRepository source = TestRepository.create(FOLDER.resolve("repository"));
        source.write("src/a.txt", "one\ntwo\n".repeat(400)).write("b.txt", "plain\n");
        Files.createSymbolicLink(source.path().resolve("up"), Path.of(".."));
        Files.createSymbolicLink(source.path().resolve("link"), Path.of("../secret.txt"));
        tree = TestTree.of(FOLDER, source);
        source.git("config", "remote.origin.url", OUTSIDE);
        source.write("src/a.txt", OUTSIDE).write("later.txt", OUTSIDE);
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("toolbox");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Links are not followed.
    @AfterContainer
    static void remove() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 250)
    void noPathLeadsOutOfTheCommit(@ForAll("paths") String path) {
        for (Map<String, String> arguments :
                List.of(
                        Map.of("path", path),
                        Map.of("path", path, "around", "o"),
                        Map.of("folder", path),
                        Map.of("glob", path, "regex", "[a-z]"))) {
            for (String tool : List.of("read", "list", "search")) {
                assertAnswered(new ToolCall("id", tool, Json.line(arguments)));
            }
        }
    }

    @Property(tries = 150)
    void everyArgumentGetsAnAnswerWithinTheLimit(@ForAll("json") String arguments) {
        for (String tool : List.of("read", "list", "search", "write", "")) {
            assertAnswered(new ToolCall("id", tool, arguments));
        }
    }

    private static void assertAnswered(ToolCall call) {
        Lookup lookup =
                new Toolbox(Objects.requireNonNull(tree).tree(), List.of(), LIMITS, TestTree.SOON)
                        .answer(List.of(call))
                        .getFirst();

        assertThat(lookup.text()).isNotBlank().doesNotContain(OUTSIDE).hasSizeLessThan(2500);
        assertThat(lookup.outcome()).isNotBlank().doesNotContain("\n");
        assertThat(lookup.argument()).doesNotContain("\n").hasSizeLessThan(1200);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                        "..",
                        "/",
                        ".",
                        "\\",
                        "up",
                        "link",
                        "secret.txt",
                        "src",
                        "a.txt",
                        "b.txt",
                        ".git",
                        "config",
                        "later.txt",
                        "~",
                        "%2e%2e",
                        "\u0000",
                        "\u202E",
                        "．．",
                        "**",
                        "*",
                        "repository",
                        "C:",
                        " ",
                        ":(top)",
                        "HEAD:",
                        "-",
                        FOLDER.toString())
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> key =
                Arbitraries.of("path", "around", "part", "text", "regex", "glob", "x");
        Arbitrary<String> value =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(12).map(Json::line),
                        Arbitraries.of("1", "-1", "1e99", "null", "true", "[]", "{}", "\"b.txt\""));
        Arbitrary<String> object =
                Combinators.combine(key, value)
                        .as((k, v) -> "\"" + k + "\":" + v)
                        .list()
                        .ofMaxSize(3)
                        .map(members -> "{" + String.join(",", members) + "}");
        return Arbitraries.oneOf(object, Arbitraries.strings().ofMaxLength(30));
    }
}
