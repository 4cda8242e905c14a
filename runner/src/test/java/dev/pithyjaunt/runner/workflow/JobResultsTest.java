package dev.pithyjaunt.runner.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError.Category;

import org.junit.jupiter.api.Test;

class JobResultsTest {

    private final JobResults results =
            JobResults.of("generate=success validate=failure publish=cancelled", false);

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
        assertThat(JobResults.of("generate= validate= publish=", true).byPhase()).isEmpty();
        assertThat(JobResults.of("", false)).isEqualTo(JobResults.NONE);
    }
}
