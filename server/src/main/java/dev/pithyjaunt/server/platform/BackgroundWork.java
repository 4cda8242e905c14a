package dev.pithyjaunt.server.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.time.Instant;

/// Work that is done later, by whichever server gets to it: rows of db-scheduler, to be written in
/// the transaction of the change that needs it. Each kind of work is a bean of type
/// `com.github.kagkarlsson.scheduler.task.Task`; it has to bear being done twice, since a server
/// may die between the work and the end of its row.
@Component
public final class BackgroundWork {

    private final Database database;

    /// Looked up late: what the scheduler runs may schedule more.
    private final ObjectProvider<Scheduler> scheduler;

    BackgroundWork(Database database, ObjectProvider<Scheduler> scheduler) {
        this.database = database;
        this.scheduler = scheduler;
    }

    /// Writes that work is to be done, unless the same is written already. When it is due at once
    /// it begins right after the commit.
    ///
    /// @throws StorageException when it could not be stored
    public void schedule(TaskInstance<?> work, Instant at) {
        Scheduler rows = scheduler.getObject();
        boolean _ = database.write(_ -> rows.scheduleIfNotExists(work, at));
        database.afterCommit(rows::triggerCheckForDueExecutions);
    }
}
