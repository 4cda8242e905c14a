package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.testkit.github.StandInRun;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A run's clock is six minutes off: what it signs is refused and nothing of it is kept, until its
/// clock is right.
record WrongClock() implements FaultScene {

    private static final Duration OFF = Duration.ofMinutes(6);
    private static final int CALLS = 2;

    @Override
    public String name() {
        return "clock-off";
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Ledger ledger = new Ledger();
        List<Duration> offs = List.of(OFF, OFF.negated());
        try (Stage stage = new Stage(folder, DatabaseKind.SQLITE, Map.of());
                HttpClient http = HttpClient.newHttpClient();
                Load load = new Load(stage, stage.owner(), ledger, stage.server().address(), 1)) {
            for (Duration off : offs) {
                Told told = load.execute(stage.gitHubRepository()).orElseThrow();
                StandInRun run = load.awaitRun(told).orElseThrow();
                run.start();
                Clock clock = new Clock(off);
                Sender sender =
                        new Sender(
                                new Sender.Way(
                                        http, stage.server().address(), stage.eventSecret(), clock),
                                told,
                                ledger,
                                new Random(seed));
                if (sender.started(run.id()) || sender.lastStatus() != 401) {
                    ledger.fault(
                            "a delivery signed %s off was answered %d"
                                    .formatted(off, sender.lastStatus()));
                }
                clock.off = Duration.ZERO;
                boolean isTaken =
                        sender.started(run.id()) && sender.log() && sender.completed(CALLS);
                run.complete("success");
                if (!isTaken) {
                    ledger.fault(
                            "with the clock right again a delivery was answered "
                                    + sender.lastStatus());
                }
            }
            return new Audit(stage.owner(), ledger, Stage.EXECUTION).row(name(), offs.size());
        }
    }

    /// One that can be wrong.
    private static final class Clock implements InstantSource {

        private Duration off;

        Clock(Duration off) {
            this.off = off;
        }

        @Override
        public Instant instant() {
            return InstantSource.system().instant().plus(off);
        }
    }
}
