package dev.pithyjaunt.server.githubhook;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.time.InstantSource;

@Configuration(proxyBeanMethods = false)
class HookWork {

    /// GitHub sends a delivery again for three days, when somebody asks for it.
    static final Duration DELIVERIES_KEPT = Duration.ofDays(7);

    static final Duration WISHES_KEPT = Duration.ofDays(30);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    /// With waits that double, the last one comes three hours after the first.
    private static final int RETRIES = 10;

    @Bean
    Task<Void> issueWishTask(ObjectProvider<WishFulfilment> fulfilment) {
        return Tasks.oneTime(Wishes.WORK)
                .onFailure(
                        FailureHandler.<Void>maxRetries(RETRIES)
                                .withBackoff(FIRST_RETRY, 2)
                                .thenRemove(failed ->
                                        fulfilment
                                                .getObject()
                                                .giveUp(failed.getExecution().getId())))
                .execute((work, _) -> fulfilment.getObject().perform(work.getId()));
    }

    @Bean
    Task<Void> hookForgettingTask(
            ObjectProvider<HookDeliveries> deliveries,
            ObjectProvider<WishStore> wishes,
            InstantSource clock) {
        return Tasks.recurring("forget-github-deliveries", FixedDelay.ofHours(6))
                .execute((_, _) -> {
                    deliveries.getObject().forgetBefore(clock.instant().minus(DELIVERIES_KEPT));
                    wishes.getObject().forgetBefore(clock.instant().minus(WISHES_KEPT));
                });
    }
}
