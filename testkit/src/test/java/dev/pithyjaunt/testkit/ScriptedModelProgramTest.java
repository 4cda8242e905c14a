package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ScriptedModelProgramTest {

    private static final String USAGE =
            "usage: java -jar jaunt-testkit.jar --script FILE [--port N]\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    private int run(String... args) throws IOException {
        return ScriptedModelProgram.run(
                List.of(args),
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    @Test
    void addressIsPrintedAndTheEndOfInputIsTheEnd() throws Exception {
        Path script =
                Files.writeString(folder.resolve("s.json"), "{\"answers\":[{\"reply\":\"x\"}]}");

        assertThat(run("--script", script.toString())).isZero();

        assertThat(out.toString(UTF_8))
                .matches("scripted model listening on http://127\\.0\\.0\\.1:\\d+/v1\n");
    }

    @Test
    void wrongUsageIsSaidAndExitsWithTwo() throws Exception {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--script")).isEqualTo(2);
        assertThat(run("--what", "x")).isEqualTo(2);
        assertThat(run("--port", "x")).isEqualTo(2);
        assertThat(run("--script", folder.resolve("none").toString())).isEqualTo(2);

        assertThat(err.toString(UTF_8))
                .startsWith(
                        "--script is missing\n"
                                + USAGE
                                + "--script needs a value\n"
                                + USAGE
                                + "unknown option --what\n"
                                + USAGE
                                + "--port must be a number from 0 to 65535, not x\n"
                                + USAGE
                                + "reading "
                                + folder.resolve("none"));
        assertThat(out.size()).isZero();
    }
}
