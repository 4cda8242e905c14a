package dev.pithyjaunt.server.logstream;

import java.time.Instant;

/// A stored line.
///
/// @param position in the execution's log, from 1, without holes
/// @param sequence within (execution, run attempt, phase), from 1; 0 when its sender did not number
///   it
public record PositionedLine(
        long position,
        int runAttempt,
        String phase,
        long sequence,
        Instant at,
        String level,
        String text) {}
