package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;

import java.time.Duration;
import java.util.Map;

/// A command to run in a place.
///
/// @param line for a POSIX shell
/// @param folder of the work tree in which it starts, relative; empty for the root
/// @param environment beside what every command gets
/// @param network whether it may reach hosts with public addresses
/// @param time after which it is stopped
public record Job(
        String line,
        String folder,
        Map<String, String> environment,
        boolean network,
        Duration time,
        CheckLimits limits) {

    public Job {
        environment = Map.copyOf(environment);
    }
}
