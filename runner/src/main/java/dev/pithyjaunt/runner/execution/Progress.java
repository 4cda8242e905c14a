package dev.pithyjaunt.runner.execution;

import dev.pithyjaunt.protocol.event.LogLine;

import java.io.PrintStream;
import java.util.function.BiConsumer;

/// Tells people, on standard error, what is being done. Programs read standard output.
public final class Progress {

    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean terminal;
    private final BiConsumer<LogLine.Level, String> listener;

    private Progress(
            PrintStream out, boolean terminal, BiConsumer<LogLine.Level, String> listener) {
        this.out = out;
        this.terminal = terminal;
        this.listener = listener;
    }

    /// Colours on a terminal, plain text elsewhere; the launcher says which it is.
    public static Progress onStandardError() {
        return new Progress(System.err, Boolean.getBoolean("jaunt.terminal"), (_, _) -> {});
    }

    /// As this one, and what is said goes to a listener too.
    public Progress alsoTo(BiConsumer<LogLine.Level, String> listener) {
        return new Progress(out, terminal, listener);
    }

    /// One line.
    public void say(String text) {
        tell(LogLine.Level.INFO, text);
    }

    /// It goes on, and a person should know.
    public void warn(String text) {
        tell(LogLine.Level.WARN, text);
    }

    /// Why it does not go on.
    public void fail(String text) {
        tell(LogLine.Level.ERROR, text);
    }

    private void tell(LogLine.Level level, String text) {
        out.println(Printable.text(text));
        listener.accept(level, text);
    }

    /// The beginning of something that takes a while.
    public void heading(String text) {
        out.println(terminal ? BOLD + text + PLAIN : text);
    }

    /// A line of a phase's own progress.
    public void relay(String phase, String line) {
        String label = String.format("%-8s │ ", phase);
        out.println((terminal ? DIM + label + PLAIN : label) + Printable.text(line));
    }
}
