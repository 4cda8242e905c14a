package dev.pithyjaunt.server.execution;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.platform.UnavailableException;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Whether tasks are executed: what administrators say, as a row that all servers see, unless this
/// server's setting says no. While it is off nothing begins; what runs goes on to its end.
@Component
public final class ExecutionSwitch {

    private static final String SETTING = "EXECUTION_ENABLED";
    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final Database database;
    private final boolean enabledBySetting;
    private final InstantSource clock;

    public ExecutionSwitch(Database database, Settings settings, InstantSource clock) {
        this.database = database;
        this.enabledBySetting = settings.executionEnabled();
        this.clock = clock;
    }

    /// @param reason as the administrator gave it; may be empty
    /// @param isForced whether the setting says no, whatever administrators say
    /// @param changedAt absent: never
    public record State(
            boolean enabled, String reason, boolean isForced, @Nullable Instant changedAt) {}

    public State state() {
        return database.read(sql ->
                sql.sql("select enabled, reason, changed_at from execution_switch where id = 1")
                        .query((set, _) -> {
                            Row row = new Row(set);
                            return new State(
                                    enabledBySetting && row.flag("enabled"),
                                    row.text("reason"),
                                    !enabledBySetting,
                                    row.timeOrNull("changed_at"));
                        })
                        .single());
    }

    /// Turns it, for all servers.
    ///
    /// @param reason what people are told while it is off
    public State turn(Account administrator, boolean enabled, String reason) {
        administrator.requireAdministrator("switch executing on and off");
        database.write(sql ->
                sql.sql(
                                """
                                update execution_switch set enabled = :enabled, reason = :reason,
                                    changed_by = :changedBy, changed_at = :changedAt
                                where id = 1
                                """)
                        .param("enabled", enabled)
                        .param("reason", reason)
                        .param("changedBy", administrator.id())
                        .param("changedAt", Row.millis(clock.instant()))
                        .update());
        return state();
    }

    /// @throws UnavailableException while it is off
    public void requireOn() {
        State state = state();
        if (!state.enabled()) {
            throw new UnavailableException("execution-off", refusal(state), RETRY_AFTER);
        }
    }

    private static String refusal(State state) {
        if (state.isForced()) {
            return "executing tasks is switched off here (%s)".formatted(SETTING);
        }
        return state.reason().isEmpty()
                ? "executing tasks is switched off by an administrator"
                : "executing tasks is switched off by an administrator: " + state.reason();
    }
}
