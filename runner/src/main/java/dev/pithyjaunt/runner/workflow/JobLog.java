package dev.pithyjaunt.runner.workflow;

import dev.pithyjaunt.protocol.Redactor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// What a step of GitHub's workflow prints: by whole lines, without secrets, into the phase's log
/// and onto the run's. On the way there GitHub's runner would obey lines such as `::add-mask::`,
/// and what is printed comes from models and repositories too: it is told to obey none.
///
/// Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
final class JobLog implements AutoCloseable {

    /// Where a line has no end, it is given one.
    private static final int MAX_LINE_BYTES = 1 << 16;

    private final String token = UUID.randomUUID().toString();
    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;
    private final PrintStream own;

    private JobLog(PrintStream own) {
        this.own = own;
    }

    /// @param silent whether the run's log is to get nothing
    static JobLog begin(Path file, Redactor redactor, boolean silent) {
        PrintStream console = System.out;
        try {
            OutputStream log =
                    Files.newOutputStream(
                            file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Lines lines =
                    new Lines(log, silent ? OutputStream.nullOutputStream() : console, redactor);
            JobLog begun = new JobLog(new PrintStream(lines, true, StandardCharsets.UTF_8));
            console.println("::stop-commands::" + begun.token);
            // One stream for both, so that no line overtakes the one above.
            System.setOut(begun.own);
            System.setErr(begun.own);
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }

    @Override
    public void close() {
        own.close();
        System.setOut(standardOut);
        System.setErr(standardErr);
        standardOut.println("::" + token + "::");
    }

    /// Passes on whole lines.
    private static final class Lines extends OutputStream {

        private final OutputStream log;
        private final OutputStream console;
        private final Redactor redactor;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(OutputStream log, OutputStream console, Redactor redactor) {
            this.log = log;
            this.console = console;
            this.redactor = redactor;
        }

        @Override
        public synchronized void write(int b) throws IOException {
            line.write(b);
            if (b == '\n' || line.size() >= MAX_LINE_BYTES) {
                pass();
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }

        private void pass() throws IOException {
            byte[] clean =
                    redactor.redact(line.toString(StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8);
            line.reset();
            log.write(clean);
            console.write(clean);
            console.flush();
        }

        @Override
        public synchronized void close() throws IOException {
            if (line.size() > 0) {
                line.write('\n');
                pass();
            }
            log.close();
            // The console is the process's.
        }
    }
}
