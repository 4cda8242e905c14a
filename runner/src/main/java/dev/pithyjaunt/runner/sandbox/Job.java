package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;

import java.time.Duration;
import java.util.Map;

/// A command to run in a place.
///
/// @param line for a POSIX shell
/// @param folder of the work tree in which it starts, relative; empty for the root
/// @param environment beside what every command gets; may name [#REPORTS] in its values
/// @param network whether it may reach hosts with public addresses
/// @param time after which it is stopped
public record Job(
        String line,
        String folder,
        Map<String, String> environment,
        boolean network,
        Duration time,
        CheckLimits limits) {

    /// Stands in variables for the folder of the place's reports, as the command finds it.
    public static final String REPORTS = "{reports}";

    public Job {
        environment = Map.copyOf(environment);
    }
}
