package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.server.usage.Allowance;
import dev.pithyjaunt.server.usage.Spent;

import java.util.List;

/// What an execution took, call by call and together, and what it may take.
///
/// @param seconds of all calls
record UsageView(List<Usage.Call> calls, Spent total, double seconds, Allowance allowance) {

    static UsageView of(Usage usage, Spent total, Allowance allowance) {
        return new UsageView(
                usage.calls(),
                total,
                usage.calls().stream().mapToDouble(Usage.Call::seconds).sum(),
                allowance);
    }
}
