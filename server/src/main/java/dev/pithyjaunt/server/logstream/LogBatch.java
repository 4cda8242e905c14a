package dev.pithyjaunt.server.logstream;

import java.util.List;

/// Lines of one phase in their order.
///
/// @param runAttempt of the workflow's run, from 1
/// @param firstSequence number of the first line within (execution, run attempt, phase), from 1
public record LogBatch(
        String executionId, int runAttempt, String phase, long firstSequence, List<LogLine> lines) {

    public LogBatch {
        lines = List.copyOf(lines);
        if (firstSequence < 1) {
            throw new IllegalArgumentException("sequence " + firstSequence + ": counted from 1");
        }
    }

    /// The same without the lines before a number.
    LogBatch from(long sequence) {
        int known = (int) Math.min(Math.max(sequence - firstSequence, 0), lines.size());
        return new LogBatch(
                executionId,
                runAttempt,
                phase,
                firstSequence + known,
                lines.subList(known, lines.size()));
    }
}
