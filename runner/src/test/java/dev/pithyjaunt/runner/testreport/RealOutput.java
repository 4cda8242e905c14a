package dev.pithyjaunt.runner.testreport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// What real tools printed and wrote, shortened, in a work tree that lay at `/tree`.
final class RealOutput {

    static final FileTime BEGINNING = FileTime.fromMillis(0);

    static final List<String> OUTPUTS =
            List.of(
                    "node20.tap",
                    "node20-spec.txt",
                    "node24-spec.txt",
                    "node-tap.tap",
                    "mocha.tap",
                    "mocha-spec.txt",
                    "go1.19.jsonl",
                    "cargo.txt",
                    "cargo-quiet.txt",
                    "cargo-crash.txt",
                    "unittest.txt",
                    "unittest-verbose.txt",
                    "unittest-verbose-3.8.txt",
                    "rspec.txt",
                    "rspec-not-loaded.txt");

    static final List<String> REPORTS =
            List.of("pytest.xml", "TEST-pond.PondTest.xml", "TEST-pond.SetUpTest.xml");

    private static final Path NOWHERE = Path.of("/there-is-no-such-folder");

    private RealOutput() {}

    static byte[] bytes(String name) {
        try (InputStream file = RealOutput.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static Optional<TestResults> results(String output) {
        TestReader reader = new TestReader("./check", "/tree");
        output.lines().forEach(reader::line);
        return results(reader);
    }

    /// Of the output alone.
    static Optional<TestResults> results(TestReader reader) {
        return reader.results(NOWHERE, NOWHERE, BEGINNING);
    }

    /// A line for what is known of the names, then one for each test.
    static String listing(TestResults results) {
        return (results.namesAll() ? "all" : "failures")
                + (results.dropped() == 0 ? "" : ", %d dropped".formatted(results.dropped()))
                + results.tests().entrySet().stream()
                        .map(test -> "\n%s %s".formatted(test.getValue(), test.getKey()))
                        .collect(Collectors.joining());
    }

    static String listing(String output) {
        return results(output).map(RealOutput::listing).orElse("nothing");
    }
}
