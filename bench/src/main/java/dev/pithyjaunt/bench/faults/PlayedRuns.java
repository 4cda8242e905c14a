package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.testkit.github.StandInRun;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The runs that GitHub made, by the executions that they were dispatched for.
final class PlayedRuns {

    private final Map<String, List<StandInRun>> runs = new ConcurrentHashMap<>();

    /// Takes one, and gives it the name by which servers look for it.
    void add(StandInRun run) {
        String execution =
                run.origin().payload().path("client_payload").path("executionId").asString("");
        run.title("Pithy Jaunt " + execution);
        runs.computeIfAbsent(execution, _ -> new CopyOnWriteArrayList<>()).add(run);
    }

    Optional<StandInRun> find(String execution) {
        return all(execution).stream().findFirst();
    }

    List<StandInRun> all(String execution) {
        return List.copyOf(runs.getOrDefault(execution, List.of()));
    }
}
