package dev.pithyjaunt.runner.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Any bytes are read, within bounds.
@Timeout(120)
class HostileOutputTest {

    private static final int MAX_LINE = 64 << 10;
    private static final int ROUNDS = 100;

    static List<String> outputs() {
        return RealOutput.OUTPUTS;
    }

    static List<String> reports() {
        return RealOutput.REPORTS;
    }

    private static void check(TestResults results) {
        assertThat(results.tests()).hasSizeLessThanOrEqualTo(50_000);
        assertThat(results.tests().keySet())
                .allMatch(name -> !name.isEmpty() && name.length() <= 500)
                .allMatch(name -> name.equals(TestNames.printable(name)));
    }

    private static void read(String output) {
        TestReader reader = new TestReader("go test ./...", "/tree");
        for (String line : output.split("\n", -1)) {
            String cut = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line;
            reader.line(cut);
            reader.shown(cut);
        }
        RealOutput.results(reader).ifPresent(HostileOutputTest::check);
    }

    private static byte[] mutated(byte[] text, byte[] other, SplittableRandom random) {
        byte[] result = text.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(result.length);
            switch (random.nextInt(4)) {
                case 0 -> result[at] = (byte) random.nextInt(256);
                case 1 -> result = Arrays.copyOf(result, at + 1);
                case 2 -> {
                    int length = Math.min(other.length, result.length - at);
                    System.arraycopy(other, 0, result, at, random.nextInt(length + 1));
                }
                default -> {
                    int end = Math.min(result.length, at + random.nextInt(60));
                    System.arraycopy(result, at, result, 0, end - at);
                }
            }
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void brokenOutputIsRead(String name) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        byte[] text = RealOutput.bytes(name);
        for (int i = 0; i < ROUNDS; i++) {
            String other = RealOutput.OUTPUTS.get(random.nextInt(RealOutput.OUTPUTS.size()));
            read(new String(mutated(text, RealOutput.bytes(other), random), UTF_8));
        }
    }

    @Test
    void noiseIsRead() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] noise = new byte[random.nextInt(1, 5_000)];
            random.nextBytes(noise);
            read(new String(noise, UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void brokenReportsAreRead(String name, @TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        byte[] text = RealOutput.bytes(name);
        for (int i = 0; i < ROUNDS; i++) {
            String other = RealOutput.REPORTS.get(random.nextInt(RealOutput.REPORTS.size()));
            byte[] broken = mutated(text, RealOutput.bytes(other), random);
            Files.write(folder.resolve("a.xml"), broken);
            TestReader reader = new TestReader("pytest", "/tree");

            reader.results(folder, folder, RealOutput.BEGINNING)
                    .ifPresentOrElse(
                            HostileOutputTest::check,
                            () -> assertThat(reader.problems()).hasSize(1));
        }
    }

    @Test
    void endlessLinesAreReadFast() {
        String head =
                """
                TAP version 13
                running 9 tests
                Failed examples:
                ▶ suite
                %s
                """
                        .formatted("=".repeat(70));
        for (String part :
                List.of(
                        " ",
                        "a",
                        "#",
                        " # ",
                        "\\",
                        "1",
                        " (1",
                        " (1.1ms) ",
                        " ... ",
                        "a.",
                        "0x",
                        "@a",
                        "\u001b[",
                        "[1:",
                        "=",
                        "🙂",
                        "{\"Action\":\"",
                        "[")) {
            String rest = part.repeat(MAX_LINE / part.length());
            StringBuilder output = new StringBuilder(head);
            for (String start :
                    List.of(
                            "",
                            "ok ",
                            "not ok 1 - ",
                            "    # Subtest: ",
                            "✔ ",
                            "  ✖ ",
                            "test ",
                            "     Running ",
                            "   Doc-tests ",
                            "test result: ok. ",
                            "FAIL: ",
                            "a (a.b) ... ",
                            "rspec ./",
                            "An error occurred while loading ./",
                            "FAIL\t",
                            "{\"Action\":\"run\",\"Package\":\"",
                            "{\"Action\":\"x\",\"a\":",
                            "\u001b[")) {
                output.append(start).append(rest).append('\n');
            }
            read(output.toString());
        }
    }

    @Test
    void endlessTestsAreDropped() {
        TestReader reader = new TestReader("go test ./...", "/tree");
        String event =
                "{\"Action\":\"run\",\"Package\":\"%d" + "x".repeat(600) + "\",\"Test\":\"T\"}";
        reader.line("TAP version 13");
        for (int i = 0; i < 60_000; i++) {
            reader.line("ok %d - %d".formatted(i, i));
            if (i % 5 == 0) {
                reader.line(event.formatted(i));
                reader.line("    ".repeat(i % 200) + "# Subtest: deeper");
            }
        }

        TestResults results = RealOutput.results(reader).orElseThrow();

        check(results);
        assertThat(results.tests()).hasSize(50_000);
        assertThat(results.dropped()).isEqualTo(10_000);
    }
}
