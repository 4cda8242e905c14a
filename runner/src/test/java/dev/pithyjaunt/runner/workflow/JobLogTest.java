package dev.pithyjaunt.runner.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.protocol.Redactor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

@ResourceLock(Resources.SYSTEM_OUT)
class JobLogTest {

    @TempDir private Path folder;

    private String console(boolean silent) {
        PrintStream before = System.out;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setOut(new PrintStream(console, true, UTF_8));
        try (JobLog _ =
                JobLog.begin(
                        folder.resolve("x.log"),
                        new Redactor(List.of("planted-secret-value")),
                        silent)) {
            System.err.println("::add-mask::planted-secret-value");
            System.out.print("no line end");
        } finally {
            System.setOut(before);
        }
        return console.toString(UTF_8);
    }

    @Test
    void runnerObeysNoLineOfOthers() {
        List<String> lines = console(false).lines().toList();

        String token = lines.getFirst().replaceFirst("^::stop-commands::", "");
        assertThat(token).hasSizeGreaterThan(30);
        assertThat(lines)
                .containsExactly(
                        "::stop-commands::" + token,
                        "::add-mask::***",
                        "no line end",
                        "::" + token + "::");
        assertThat(folder.resolve("x.log")).hasContent("::add-mask::***\nno line end\n");
    }

    @Test
    void silentOneWritesItsFileAlone() {
        assertThat(console(true).lines()).hasSize(2).allMatch(line -> line.startsWith("::"));
        assertThat(folder.resolve("x.log")).hasContent("::add-mask::***\nno line end\n");
    }
}
