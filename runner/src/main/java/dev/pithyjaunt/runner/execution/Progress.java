package dev.pithyjaunt.runner.execution;

import java.io.PrintStream;

/// Tells people, on standard error, what is being done. Programs read standard output.
public final class Progress {

    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean terminal;

    private Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Colours on a terminal, plain text elsewhere; the launcher says which it is.
    public static Progress onStandardError() {
        return new Progress(System.err, Boolean.getBoolean("jaunt.terminal"));
    }

    /// One line.
    public void say(String text) {
        out.println(Printable.text(text));
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
