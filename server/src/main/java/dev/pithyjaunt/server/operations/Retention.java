package dev.pithyjaunt.server.operations;

import dev.pithyjaunt.server.logstream.OldLogs;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;
import dev.pithyjaunt.server.platform.Settings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/// Deletes what is too old, in short transactions that let others write in between. Tasks,
/// executions and their files (patch, evidence, report, transcript) stay: of an execution, its log
/// alone goes.
@Component
final class Retention {

    /// The kind of background work.
    static final String TASK = "retention";

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final int ROWS_AT_ONCE = 500;

    /// How long a token that has expired is still listed, so that its owner sees why it fails.
    private static final Duration EXPIRED_TOKENS = Duration.ofDays(30);

    private final Database database;
    private final OldLogs logs;
    private final InstantSource clock;
    private final Duration logRetention;
    private final List<Rows> rows;

    Retention(Database database, OldLogs logs, Settings settings, InstantSource clock) {
        this.database = database;
        this.logs = logs;
        this.clock = clock;
        logRetention = Duration.ofDays(settings.logRetentionDays());
        rows =
                List.of(
                        new Rows("delivery", "execution_id, key", "received_at", logRetention),
                        new Rows("session", "hash", "expires_at", Duration.ZERO),
                        new Rows("sign_in_link", "hash", "expires_at", Duration.ZERO),
                        new Rows("api_token", "id", "expires_at", EXPIRED_TOKENS));
    }

    /// Rows of a table that are deleted some time after the time that one of their columns says.
    /// All of it is written here, nothing comes from outside.
    private record Rows(String table, String key, String column, Duration age) {

        String delete() {
            return "delete from %1$s where (%2$s) in (select %2$s from %1$s where %3$s < :before limit %4$d)"
                    .formatted(table, key, column, ROWS_AT_ONCE);
        }
    }

    /// Deletes all that is too old by now.
    ///
    /// @param isWanted asked between two transactions whether to go on
    void run(BooleanSupplier isWanted) {
        Instant now = clock.instant();
        deleteAll("log_chunk", () -> logs.deleteSome(now.minus(logRetention)), isWanted);
        for (Rows old : rows) {
            deleteAll(old.table(), () -> deleteSome(old, now), isWanted);
        }
    }

    private int deleteSome(Rows old, Instant now) {
        return database.write(sql ->
                sql.sql(old.delete()).param("before", Row.millis(now.minus(old.age()))).update());
    }

    private static void deleteAll(String table, IntSupplier some, BooleanSupplier isWanted) {
        long all = 0;
        for (int deleted = 1; deleted > 0 && isWanted.getAsBoolean(); all += deleted) {
            deleted = some.getAsInt();
        }
        if (all > 0) {
            LOG.atInfo().addKeyValue("table", table).addKeyValue("rows", all).log("deleted");
        }
    }
}
