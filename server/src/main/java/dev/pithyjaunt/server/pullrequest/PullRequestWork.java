package dev.pithyjaunt.server.pullrequest;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class PullRequestWork {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    /// With waits that double, the last one comes three hours after the first.
    private static final int RETRIES = 10;

    @Bean
    Task<Void> pullRequestLookTask(ObjectProvider<PullRequestLook> look) {
        return Tasks.oneTime(PullRequestLook.WORK)
                .onFailure(
                        FailureHandler.<Void>maxRetries(RETRIES)
                                .withBackoff(FIRST_RETRY, 2)
                                .thenRemove())
                .execute((work, _) -> look.getObject().perform(work.getId()));
    }
}
