package dev.pithyjaunt.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class PolicyTest {

    @Test
    void onlyWorkflowsNeedALook() {
        assertThat(
                        Policy.reviewReasons(
                                List.of(
                                        "src/a.java",
                                        ".github/workflows/ci.yml",
                                        ".github/CODEOWNERS",
                                        "docs/.github/workflows/x.md")))
                .containsExactly(".github/workflows/ci.yml is run with the repository's secrets");
    }
}
