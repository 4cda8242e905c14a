package dev.pithyjaunt.server.logstream;

/// What became of a batch of lines.
public sealed interface Appended {

    /// The number that the phase's next line has.
    long nextSequence();

    /// All its lines are stored: these, or some of them, before.
    ///
    /// @param lastPosition of the execution's log by now
    record Stored(long nextSequence, long lastPosition) implements Appended {}

    /// Nothing is stored, since lines before these are missing: resume at the number.
    record Gap(long nextSequence) implements Appended {}
}
