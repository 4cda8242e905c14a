package dev.pithyjaunt.server.repository.survey;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

@Configuration(proxyBeanMethods = false)
class SurveyWork {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final int RETRIES = 3;
    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(2);

    /// One at a time on each server: it takes minutes, and other work waits for the same threads.
    private final Semaphore turn = new Semaphore(1);

    @Bean
    Task<Void> repositorySurveyTask(
            ObjectProvider<Surveys> surveys,
            ObjectProvider<ReportStore> reports,
            InstantSource clock) {
        return Tasks.custom(Surveys.WORK)
                .onFailure(
                        FailureHandler.<Void>maxRetries(RETRIES)
                                .withBackoff(FIRST_RETRY, 2)
                                .thenRemove(failed ->
                                        reports.getObject()
                                                .fail(
                                                        failed.getExecution().getId(),
                                                        "the survey broke off")))
                .execute((work, _) -> {
                    if (!turn.tryAcquire()) {
                        return (complete, row) ->
                                row.reschedule(complete, clock.instant().plus(UNTIL_NEXT_TRY));
                    }
                    try {
                        surveys.getObject().perform(work.getId());
                        return new CompletionHandler.OnCompleteRemove<>();
                    } finally {
                        turn.release();
                    }
                });
    }
}
