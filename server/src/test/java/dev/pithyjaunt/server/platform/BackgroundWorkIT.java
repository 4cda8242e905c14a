package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import dev.pithyjaunt.server.StoreContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// With a scheduler that looks at its rows once an hour, unless it is woken.
@Timeout(60)
class BackgroundWorkIT extends StoreContract {

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final OneTimeTask<Void> task =
            Tasks.oneTime("test").execute((instance, _) -> done.add(instance.getId()));
    private Scheduler scheduler;
    private BackgroundWork work;

    @BeforeEach
    void start() {
        scheduler = scheduler();
        work =
                new BackgroundWork(
                        database,
                        new StaticListableBeanFactory(Map.of("scheduler", scheduler))
                                .getBeanProvider(Scheduler.class));
        scheduler.start();
    }

    private Scheduler scheduler() {
        var builder =
                Scheduler.create(new TransactionAwareDataSourceProxy(database.writer()), task)
                        .threads(2)
                        .clock(clock::instant)
                        .pollingInterval(Duration.ofHours(1));
        return switch (database.pollingStrategy()) {
            case FETCH -> builder.pollUsingFetch(0.5, 3).build();
            case LOCK_AND_FETCH -> builder.pollUsingLockAndFetch(0.5, 1).build();
        };
    }

    @AfterEach
    void stop() {
        scheduler.stop();
    }

    @Test
    void workThatIsDueBeginsRightAfterTheCommit() throws Exception {
        database.write(_ -> {
            work.schedule(task.instance("a"), now);
            work.schedule(task.instance("a"), now);
            return 0;
        });

        assertThat(done.take()).isEqualTo("a");
    }

    @Test
    void workOfATransactionThatIsRolledBackIsNone() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        database.write(_ -> {
                            work.schedule(task.instance("refused"), now);
                            throw new IllegalStateException("no");
                        }));
        work.schedule(task.instance("later"), now.plusSeconds(1));
        work.schedule(task.instance("b"), now);

        assertThat(done.take()).isEqualTo("b");
        assertThat(scheduler.getScheduledExecution(TaskInstanceId.of("test", "refused"))).isEmpty();
        assertThat(scheduler.getScheduledExecution(TaskInstanceId.of("test", "later"))).isPresent();
    }

    @Test
    void workIsDoneByOneOfTheServersThatShareTheDatabase() throws Exception {
        Scheduler other = scheduler();
        other.start();
        try {
            database.write(_ -> {
                for (int i = 0; i < 20; i++) {
                    work.schedule(task.instance("shared" + i), now);
                }
                return 0;
            });
            other.triggerCheckForDueExecutions();
            List<String> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(done.take());
            }

            assertThat(all).doesNotHaveDuplicates().hasSize(20);
        } finally {
            other.stop();
        }
        assertThat(done).isEmpty();
    }

    @Test
    void whatIsToFollowACommitFollowsNoOtherEnd() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        database.write(_ -> {
                            database.afterCommit(() -> done.add("rolled back"));
                            throw new IllegalStateException("no");
                        }));
        database.write(_ -> {
            database.afterCommit(() -> done.add("committed"));
            assertThat(done).isEmpty();
            return 0;
        });
        database.afterCommit(() -> done.add("at once"));

        assertThat(done).containsExactly("committed", "at once");
    }
}
