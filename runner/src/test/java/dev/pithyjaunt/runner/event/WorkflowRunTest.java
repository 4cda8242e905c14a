package dev.pithyjaunt.runner.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class WorkflowRunTest {

    @Test
    void stepKnowsItsRun() {
        assertThat(
                        WorkflowRun.from(
                                Map.of(
                                        "GITHUB_RUN_ID", "1658821493",
                                        "GITHUB_RUN_ATTEMPT", "2",
                                        "GITHUB_SERVER_URL", "https://github.com",
                                        "GITHUB_REPOSITORY", "octocat/hello")))
                .isEqualTo(
                        new WorkflowRun(
                                2,
                                1658821493L,
                                "https://github.com/octocat/hello/actions/runs/1658821493"));
    }

    @Test
    void elsewhereThereIsNone() {
        assertThat(WorkflowRun.from(Map.of())).isEqualTo(new WorkflowRun(1, null, null));
        assertThat(WorkflowRun.from(Map.of("GITHUB_RUN_ID", "x", "GITHUB_RUN_ATTEMPT", "2")))
                .isEqualTo(new WorkflowRun(1, null, null));
    }
}
