package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.git.process.ProcessTree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// A phase program that the server started is killed, in each of the phases: the execution ends,
/// and the task can be executed again.
///
/// @param rounds through all phases
record RunnerKilled(int rounds) implements FaultScene {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MAX_MILLIS = 600;

    @Override
    public String name() {
        return "runner-killed";
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Random dice = new Random(seed);
        Ledger ledger = new Ledger();
        int tries = 0;
        try (Stage stage = new Stage(folder, DatabaseKind.SQLITE, SETTINGS);
                Load load = new Load(stage, stage.owner(), ledger, stage.server().address(), 1)) {
            for (int i = 0; i < rounds; i++) {
                List<Thread> threads = new ArrayList<>();
                for (RealRun.Job phase : RealRun.Job.values()) {
                    Duration life = Duration.ofMillis(dice.nextInt(MAX_MILLIS));
                    threads.add(
                            Thread.ofVirtual()
                                    .start(() -> killIn(phase, life, stage, load, ledger)));
                    tries++;
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            Row row = new Audit(stage.owner(), ledger, TIME).row(name(), tries);
            boolean isEmpty = Patience.until(LIMIT, () -> folders(stage).isEmpty());
            return isEmpty ? row : row.with("left behind: " + folders(stage));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Row.broken(name(), e);
        }
    }

    /// Programs that start on a busy machine need some of it.
    private static final Duration TIME = Duration.ofSeconds(60);

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "JAUNT_MAX_RUNNING",
                    "4",
                    "JAUNT_EXECUTION_SECONDS",
                    Long.toString(TIME.toSeconds()));

    private static void killIn(
            RealRun.Job phase, Duration life, Stage stage, Load load, Ledger ledger) {
        Told first = load.execute(stage.localRepository()).orElseThrow();
        boolean isThere =
                Patience.until(
                        LIMIT,
                        () -> program(stage, first, phase).isPresent() || load.isEnded(first));
        Optional<ProcessHandle> program = program(stage, first, phase);
        if (!isThere || program.isEmpty()) {
            ledger.fault("%s of %s never ran".formatted(phase.word(), first.executionId()));
        }
        Patience.pass(life);
        program.ifPresent(handle -> ProcessTree.end(handle, Duration.ZERO));
        if (!Patience.until(LIMIT, () -> load.isEnded(first))) {
            ledger.fault("%s was killed, and there is no end".formatted(phase.word()));
            return;
        }
        Told second = load.executeTask(first.taskId()).orElseThrow();
        boolean _ = Patience.until(LIMIT, () -> load.isEnded(second));
        String outcome =
                stage.owner()
                        .get("/api/execution/" + second.executionId())
                        .path("ending")
                        .path("outcome")
                        .asString();
        if (!outcome.equals("ready")) {
            ledger.fault("executed again after %s was killed: %s".formatted(phase.word(), outcome));
        }
    }

    private static Optional<ProcessHandle> program(Stage stage, Told told, RealRun.Job phase) {
        return stage.server()
                .handle()
                .descendants()
                .filter(handle -> {
                    String words = handle.info().commandLine().orElse("");
                    return words.contains(" " + phase.word() + " ")
                            && words.contains(told.executionId());
                })
                .findFirst();
    }

    private static List<String> folders(Stage stage) {
        try (Stream<Path> all = Files.list(stage.server().data().resolve("executions"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("lock"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("looking for what is left", e);
        }
    }
}
