package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.server.dispatch.Dispatch;
import dev.pithyjaunt.server.githubhook.HookEffects.Effect;
import dev.pithyjaunt.server.githubhook.HookEndpoint.Taken;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;
import dev.pithyjaunt.server.platform.StorageException;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.InstantSource;

/// The deliveries that were taken: each has its effect once, together with the row that says so.
@Component
final class HookDeliveries {

    private final Database database;
    private final HookEffects effects;
    private final Dispatch dispatch;
    private final InstantSource clock;

    HookDeliveries(Database database, HookEffects effects, Dispatch dispatch, InstantSource clock) {
        this.database = database;
        this.effects = effects;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    /// @param id the same when it is sent again
    /// @throws StorageException when it could not be stored: GitHub shows it as failed, and it can
    ///   be sent again
    Taken take(String id, Hook hook) {
        Effect effect =
                database.write(_ ->
                        isNew(id)
                                ? effects.apply(hook)
                                : Effect.none("repeated", "known-delivery"));
        effect.execution().ifPresent(dispatch::look);
        return effect.taken();
    }

    private boolean isNew(String id) {
        return database.write(sql ->
                sql.sql(
                                        """
                                        insert into github_delivery (id, received_at)
                                        values (:id, :now)
                                        on conflict do nothing
                                        """)
                                .param("id", id)
                                .param("now", Row.millis(clock.instant()))
                                .update()
                        == 1);
    }

    void forgetBefore(Instant time) {
        database.write(sql ->
                sql.sql("delete from github_delivery where received_at < :time")
                        .param("time", Row.millis(time))
                        .update());
    }
}
