package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Patience;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/// The server is killed at random moments while everybody talks to it, and started again.
record ServerKilled(DatabaseKind store, int kills) implements FaultScene {

    private static final int MIN_MILLIS = 200;
    private static final int MAX_MILLIS = 2_500;
    private static final int RUNS = 4;
    private static final int EVENTS = 12;

    @Override
    public String name() {
        return "server-killed-" + store.word();
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Random dice = new Random(seed);
        Ledger ledger = new Ledger();
        try (Stage stage = new Stage(folder, store, Map.of());
                Load load =
                        new Load(stage, stage.owner(), ledger, stage.server().address(), EVENTS)) {
            load.runs(RUNS, seed, true);
            load.local();
            for (int i = 0; i < kills; i++) {
                Patience.pass(
                        Duration.ofMillis(MIN_MILLIS + dice.nextInt(MAX_MILLIS - MIN_MILLIS)));
                stage.server().kill();
                stage.server().start();
            }
            load.finish();
            return new Audit(stage.owner(), ledger, Stage.EXECUTION).row(name(), kills);
        }
    }
}
