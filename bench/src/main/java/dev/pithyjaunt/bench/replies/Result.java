package dev.pithyjaunt.bench.replies;

/// One reply with what became of it.
///
/// @param faithful whether exactly the lines that it states were changed
/// @param diff what `git apply` takes; empty unless it was applied
/// @param refusal what `git apply` has against the diff; empty when it takes it
record Result(RecordedReply reply, Landing landing, boolean faithful, String diff, String refusal) {

    /// As it is written to the file of results.
    Line line() {
        return new Line(reply.id(), landing.outcome(), landing.reason(), diff, landing.micros());
    }

    record Line(String id, Landing.Outcome outcome, String reason, String diff, long micros) {}
}
