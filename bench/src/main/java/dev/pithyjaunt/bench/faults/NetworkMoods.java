package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Patience;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Between runs and the server deliveries are dropped, doubled, delayed, reordered and replayed.
record NetworkMoods(int executions) implements FaultScene {

    private static final int RUNS = 4;
    private static final int EVENTS = 25;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "network-moods";
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Ledger ledger = new Ledger();
        try (Stage stage = new Stage(folder, DatabaseKind.SQLITE, Map.of());
                MoodyNetwork network = new MoodyNetwork(stage.server().address(), seed);
                Load load = new Load(stage, stage.owner(), ledger, network.address(), EVENTS)) {
            load.runs(RUNS, seed, true);
            boolean _ = Patience.until(LIMIT, () -> load.finished() >= executions);
            load.finish();
            return new Audit(stage.owner(), ledger, Stage.EXECUTION).row(name(), network.broken());
        }
    }
}
