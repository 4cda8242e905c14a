package dev.pithyjaunt.runner.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError.Category;

import org.junit.jupiter.api.Test;

class JobResultsTest {

    private final JobResults results =
            JobResults.of("generate=success validate=failure publish=cancelled", true, false);

    @Test
    void jobThatWasEndedFromOutsideSaysWhyAFileIsMissing() {
        assertThat(results.death("validate").map(JobResults.Death::category))
                .contains(Category.LOST);
        assertThat(results.death("publish").map(JobResults.Death::category))
                .contains(Category.TIMED_OUT);
        assertThat(results.death("generate")).isEmpty();
        assertThat(JobResults.NONE.death("generate")).isEmpty();
    }

    @Test
    void whatGitHubLeavesEmptyIsNotKnown() {
        assertThat(JobResults.of("generate= validate= publish=", true, true))
                .isEqualTo(JobResults.NONE);
        assertThat(JobResults.of("", false, false)).isEqualTo(JobResults.NONE);
    }

    @Test
    void jobThatIsLeftOutThoughItHadSomethingToDoWasCancelled() {
        String skipped = "generate=success validate=skipped publish=skipped";

        assertThat(results.cancelled()).isFalse();
        assertThat(JobResults.of(skipped, true, false).cancelled()).isTrue();
        assertThat(JobResults.of(skipped, false, false).cancelled()).isFalse();
        String checked = "generate=success validate=success publish=skipped";
        assertThat(JobResults.of(checked, true, true).cancelled()).isTrue();
        assertThat(JobResults.of(checked, true, false).cancelled()).isFalse();
    }
}
