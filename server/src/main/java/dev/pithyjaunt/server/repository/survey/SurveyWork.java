package dev.pithyjaunt.server.repository.survey;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class SurveyWork {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final int RETRIES = 3;

    @Bean
    Task<Void> repositorySurveyTask(
            ObjectProvider<Surveys> surveys, ObjectProvider<ReportStore> reports) {
        return Tasks.oneTime(Surveys.WORK)
                .onFailure(
                        FailureHandler.<Void>maxRetries(RETRIES)
                                .withBackoff(FIRST_RETRY, 2)
                                .thenRemove(failed ->
                                        reports.getObject()
                                                .fail(
                                                        failed.getExecution().getId(),
                                                        "the survey broke off")))
                .execute((work, _) -> surveys.getObject().perform(work.getId()));
    }
}
