package dev.pithyjaunt.server.notification;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

    /// For what the postman does not expect, such as a database that is away.
    private static final int MAX_FAILURES = 20;

    @Bean
    Task<Void> mailTask(Postman postman) {
        return Tasks.custom(Postman.TASK, Void.class)
                .onFailure(
                        FailureHandler.<Void>maxRetries(MAX_FAILURES)
                                .withBackoff(Duration.ofSeconds(30), 1.5)
                                .thenRemove())
                .execute((instance, _) -> postman.deliver(instance.getId()));
    }
}
