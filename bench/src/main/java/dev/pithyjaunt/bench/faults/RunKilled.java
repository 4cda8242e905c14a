package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The machine of a job dies in a run on GitHub. Report tells of the others; of its own death the
/// server learns by looking.
///
/// @param rounds through the jobs
/// @param jobs that die
record RunKilled(int rounds, List<RealRun.Job> jobs) implements FaultScene {

    private static final Duration TIME = Duration.ofSeconds(90);
    private static final int MAX_MILLIS = 900;

    RunKilled {
        jobs = List.copyOf(jobs);
    }

    @Override
    public String name() {
        return "run-killed";
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Random dice = new Random(seed);
        Ledger ledger = new Ledger();
        try (Stage stage =
                        new Stage(
                                folder,
                                DatabaseKind.SQLITE,
                                Map.of("JAUNT_EXECUTION_SECONDS", "" + TIME.toSeconds()));
                Load load = new Load(stage, stage.owner(), ledger, stage.server().address(), 1)) {
            for (int i = 0; i < rounds; i++) {
                List<Thread> threads = new ArrayList<>();
                for (RealRun.Job dying : jobs) {
                    Duration life = Duration.ofMillis(dice.nextInt(MAX_MILLIS));
                    threads.add(
                            Thread.ofVirtual().start(() -> play(dying, life, stage, load, folder)));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            Row row =
                    new Audit(stage.owner(), ledger, TIME).row(name(), rounds * (long) jobs.size());
            return PullRequests.atMostOneEach(stage, ledger, row);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Row.broken(name(), e);
        }
    }

    private static void play(
            RealRun.Job dying, Duration life, Stage stage, Load load, Path folder) {
        Told told = load.execute(stage.gitHubRepository()).orElseThrow();
        load.awaitRun(told)
                .ifPresent(run ->
                        new RealRun(stage, run, folder).play(job -> job == dying ? life : TIME));
    }
}
