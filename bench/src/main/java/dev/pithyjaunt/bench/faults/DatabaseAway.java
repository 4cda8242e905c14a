package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Patience;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The database does not take what everybody wants stored, and later it does again. Nobody starts
/// anything anew.
record DatabaseAway(Kind kind, Duration away) implements FaultScene {

    private static final int RUNS = 3;
    private static final int EVENTS = 12;
    private static final Duration SERVERS_PATIENCE = Duration.ofSeconds(15);
    private static final Duration BEFORE = Duration.ofSeconds(1);

    /// After it is back, work goes on by then.
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    /// What happens to it.
    enum Kind {
        /// SQLite's files can't grow any more.
        FULL(DatabaseKind.SQLITE) {
            @Override
            Runnable begin(Stage stage) {
                FileLimit limit = new FileLimit(stage.server().handle());
                limit.set(MAX_BYTES);
                return limit::lift;
            }
        },
        /// Another process writes into SQLite's file and does not come to an end.
        LOCKED(DatabaseKind.SQLITE) {
            @Override
            Runnable begin(Stage stage) {
                SqliteWriteLock lock = SqliteWriteLock.take(stage.database().file());
                return lock::close;
            }
        },
        /// PostgreSQL crashes, and is started again.
        STOPPED(DatabaseKind.POSTGRESQL) {
            @Override
            Runnable begin(Stage stage) {
                stage.database().postgres().crash();
                return stage.database().postgres()::start;
            }
        };

        /// Less than any change takes.
        private static final long MAX_BYTES = 4 << 10;

        private final DatabaseKind store;

        Kind(DatabaseKind store) {
            this.store = store;
        }

        /// @return what makes it good
        abstract Runnable begin(Stage stage);
    }

    /// Those of the load may all be waiting for something else just then.
    private static void askForATask(Stage stage, Ledger ledger) {
        Map<String, String> task =
                Map.of("repositoryId", stage.gitHubRepository(), "description", "Greet the world");
        stage.owner()
                .ask("POST", "/api/task", task)
                .ifPresent(answer -> ledger.answered(answer.status()));
    }

    @Override
    public String name() {
        return "database-" + kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Ledger ledger = new Ledger();
        try (Stage stage = new Stage(folder, kind.store, Map.of());
                Load load =
                        new Load(stage, stage.owner(), ledger, stage.server().address(), EVENTS)) {
            load.runs(RUNS, seed, true);
            Patience.pass(BEFORE);
            int unavailable = ledger.answers(503);
            Runnable end = kind.begin(stage);
            Patience.pass(away);
            askForATask(stage, ledger);
            if (kind == Kind.FULL) {
                boolean _ =
                        Patience.until(SERVERS_PATIENCE, () -> ledger.answers(503) > unavailable);
            }
            end.run();
            boolean isRefused = ledger.answers(503) > unavailable;
            // For a while the server waits in the place of who asks.
            if (!isRefused && (kind == Kind.FULL || away.compareTo(SERVERS_PATIENCE) > 0)) {
                ledger.fault("nothing was answered 503 while the database was away");
            }
            int before = load.finished();
            if (!Patience.until(RECOVERY, () -> load.finished() > before + RUNS)) {
                ledger.fault(
                        "no execution came to its end within %d s after the database was back"
                                .formatted(RECOVERY.toSeconds()));
            }
            load.finish();
            return new Audit(stage.owner(), ledger, Stage.EXECUTION).row(name(), 1);
        }
    }
}
