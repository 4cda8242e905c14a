package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.bench.program.Person;
import dev.pithyjaunt.bench.program.ServerProgram;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// More is to be executed than may wait, at two servers whose limits are in all: who is refused
/// comes again, and no more runs than may.
record FullQueue(Duration time) implements FaultScene {

    private static final int RUNNING = 2;
    private static final int WAITING = 3;
    private static final int RUNS = 5;
    private static final int EVENTS = 6;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    @Override
    public String name() {
        return "queue-full";
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Ledger ledger = new Ledger();
        Map<String, String> limits =
                Map.of("JAUNT_MAX_RUNNING_IN_ALL", "" + RUNNING, "JAUNT_MAX_WAITING", "" + WAITING);
        try (Stage stage = new Stage(folder, DatabaseKind.POSTGRESQL, limits);
                ServerProgram second = stage.another(folder.resolve("second"));
                Person there = stage.owner().at(second.address());
                Load here = new Load(stage, stage.owner(), ledger, second.address(), EVENTS);
                Load elsewhere = new Load(stage, there, ledger, stage.server().address(), EVENTS)) {
            here.runs(RUNS, seed, true);
            elsewhere.runs(RUNS, seed + 1, false);
            long most = 0;
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
                most = Math.max(most, running(stage));
                Patience.pass(BETWEEN_LOOKS);
            }
            here.finish();
            elsewhere.finish();
            if (most != RUNNING) {
                ledger.fault("%d ran at once, where %d may".formatted(most, RUNNING));
            }
            if (ledger.answers(503) == 0) {
                ledger.fault("nobody was refused, so the queue was never full");
            }
            return new Audit(stage.owner(), ledger, Stage.EXECUTION)
                    .row(name(), ledger.answers(503));
        }
    }

    private static long running(Stage stage) {
        return stage.owner().get("/api/operation/execution").path("running").asLong();
    }
}
