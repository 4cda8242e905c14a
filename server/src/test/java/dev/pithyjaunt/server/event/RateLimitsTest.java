package dev.pithyjaunt.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.platform.Settings;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

class RateLimitsTest {

    private static RateLimits limits(int ofRepositoryASecond) {
        return new RateLimits(
                Settings.of(
                        Map.of(
                                "JAUNT_EVENTS_OF_REPOSITORY_PER_SECOND",
                                Integer.toString(ofRepositoryASecond))),
                InstantSource.fixed(Instant.EPOCH));
    }

    /// How many of these are taken, one after the other.
    private static int taken(int asked, Runnable take, Refusal otherwise) {
        int taken = 0;
        for (int i = 0; i < asked; i++) {
            try {
                take.run();
                taken++;
            } catch (RefusedException e) {
                assertThat(e.refusal()).isEqualTo(otherwise);
                assertThat(e.answer().getHeaders().getFirst("Retry-After")).isEqualTo("1");
            }
        }
        return taken;
    }

    @Test
    void executionHasItsOwnLimit() {
        RateLimits limits = limits(400);
        assertThat(taken(500, () -> limits.take("e1", "r"), Refusal.TOO_MANY_OF_EXECUTION))
                .isEqualTo(100);
        limits.take("e2", "r");
    }

    @Test
    void executionsOfARepositoryShareItsLimitAndOthersDoNot() {
        RateLimits limits = limits(30);
        assertThat(taken(500, () -> limits.take("e1", "r"), Refusal.TOO_MANY_OF_EXECUTION))
                .isEqualTo(100);
        // What the first was refused is not taken from the other.
        assertThat(taken(80, () -> limits.take("e2", "r"), Refusal.TOO_MANY_OF_REPOSITORY))
                .isEqualTo(50);
        limits.take("e3", "another");
    }

    @Test
    void whatTheRepositoryIsRefusedIsNotTakenOfTheExecution() {
        RateLimits limits = limits(4);
        assertThat(taken(500, () -> limits.take("e1", "r"), Refusal.TOO_MANY_OF_REPOSITORY))
                .isEqualTo(20);
        assertThat(taken(80, () -> limits.take("e1", "another"), Refusal.TOO_MANY_OF_REPOSITORY))
                .isEqualTo(20);
    }

    @Test
    void repeatsAreGivenBack() {
        RateLimits limits = limits(4);
        assertThat(
                        taken(
                                200,
                                () -> {
                                    limits.take("e1", "r");
                                    limits.giveBack("e1", "r");
                                },
                                Refusal.TOO_MANY_OF_REPOSITORY))
                .isEqualTo(200);
    }

    @Test
    void zeroIsNoLimitOfRepositories() {
        RateLimits limits = limits(0);
        for (int i = 0; i < 10_000; i++) {
            limits.take("e" + i / 100, "r");
        }
    }

    @Test
    void strangersDoNotUseUpWhatOthersHave() {
        RateLimits limits = limits(400);
        assertThat(
                        taken(
                                200,
                                () -> limits.takeOfStranger("10.0.0.1"),
                                Refusal.TOO_MANY_OF_STRANGER))
                .isEqualTo(60);
        limits.takeOfStranger("10.0.0.2");
    }

    @Test
    void oneStrangerDoesNotGetAllTheTimeThereIsForSearches() {
        RateLimits limits = limits(400);
        int found = 0;
        for (int i = 0; i < 1_000; i++) {
            found += limits.takeSearch("10.0.0.1") ? 1 : 0;
        }
        assertThat(found).isEqualTo(20);
        assertThat(limits.takeSearch("10.0.0.2")).isTrue();

        int ofMany = 0;
        for (int i = 0; i < 1_000; i++) {
            ofMany += limits.takeSearch("10.1.0." + i) ? 1 : 0;
        }
        assertThat(ofMany).isEqualTo(59);
    }
}
