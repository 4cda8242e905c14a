package dev.pithyjaunt.server.idempotency;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

/// The job that deletes keys after their day.
@Configuration(proxyBeanMethods = false)
class ForgetKeys {

    private static final Duration PAUSE = Duration.ofHours(1);

    @Bean
    RecurringTask<Void> forgetIdempotencyKeys(AnswerStore answers) {
        return Tasks.recurring("forget-idempotency-keys", FixedDelay.of(PAUSE))
                .execute((_, _) -> answers.forgetOld());
    }
}
