package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.StandInRun;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// GitHub is down, slow, or errs, while executions are handed to it.
record ForgeAway(Kind kind, Duration away) implements FaultScene {

    private static final int RUNS = 3;
    private static final int EVENTS = 4;
    private static final double SHARE = 0.3;
    private static final String DISPATCHES = "/repos/{owner}/{repo}/dispatches";

    /// How.
    enum Kind {
        DOWN,
        SLOW,
        /// Three requests in ten are answered 502.
        ERRING,
        /// A dispatch is done, and who asked for it is not told.
        UNANSWERED
    }

    @Override
    public String name() {
        return "forge-" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Ledger ledger = new Ledger();
        try (Stage stage = new Stage(folder, DatabaseKind.SQLITE, Map.of());
                Load load =
                        new Load(stage, stage.owner(), ledger, stage.server().address(), EVENTS)) {
            if (kind == Kind.UNANSWERED) {
                return unanswered(stage, load, ledger, folder);
            }
            begin(stage, seed);
            load.runs(RUNS, seed, false);
            Patience.pass(away);
            end(stage);
            int before = load.finished();
            if (!Patience.until(
                    Stage.EXECUTION.plus(Audit.OVERTIME), () -> load.finished() >= before + RUNS)) {
                ledger.fault("no execution came to its end after GitHub was back");
            }
            load.finish();
            return new Audit(stage.owner(), ledger, Stage.EXECUTION).row(name(), 1);
        }
    }

    private void begin(Stage stage, long seed) {
        switch (kind) {
            case DOWN -> stage.gitHub().down();
            case SLOW -> stage.gitHub().moods(1, seed, new Fault.Slow(Duration.ofMillis(700)));
            case ERRING -> stage.gitHub().moods(SHARE, seed, new Fault.Status(502));
            case UNANSWERED -> {}
        }
    }

    private static void end(Stage stage) {
        stage.gitHub().up();
        stage.gitHub().moods(0, 0, new Fault.Cut());
    }

    /// The dispatch is sent again, and so two runs begin. The second finds that it is not wanted.
    private Row unanswered(Stage stage, Load load, Ledger ledger, Path folder) {
        stage.gitHub().fault("POST", DISPATCHES, 1, new Fault.DoneThenCut());
        Told told = load.execute(stage.gitHubRepository()).orElseThrow();
        boolean areTwo =
                Patience.until(
                        Stage.EXECUTION.plus(Audit.OVERTIME),
                        () ->
                                stage.runs().all(told.executionId()).size() == 2
                                        || load.isEnded(told));
        List<StandInRun> runs = stage.runs().all(told.executionId());
        if (!areTwo || runs.isEmpty()) {
            ledger.fault("no run began, though GitHub had taken the dispatch");
        }
        // As the workflow's concurrency has it: one after the other.
        runs.forEach(run -> new RealRun(stage, run, folder).play());
        int asked = stage.modelRequests();
        Row row = new Audit(stage.owner(), ledger, Stage.EXECUTION).row(name(), 1);
        if (asked > 1) {
            row = row.with("the model was asked %d times for one execution".formatted(asked));
        }
        return PullRequests.atMostOneEach(stage, ledger, row);
    }
}
