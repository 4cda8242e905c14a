package dev.pithyjaunt.server.operations;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

    /// At the first start, and an hour after each end; when no server was up then, at the next
    /// start.
    private static final Duration PAUSE = Duration.ofHours(1);

    @Bean
    Task<Void> retentionTask(Retention retention) {
        return Tasks.recurring(Retention.TASK, FixedDelay.of(PAUSE))
                .execute((_, context) ->
                        retention.run(() -> !context.getSchedulerState().isShuttingDown()));
    }
}
