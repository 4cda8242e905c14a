package dev.pithyjaunt.runner.event;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// GitHub's run that this program is a part of, from the variables that every step of one has.
///
/// @param attempt from 1; 1 where there is no run
/// @param id absent where there is no run
/// @param url where a person sees it
record WorkflowRun(int attempt, @Nullable Long id, @Nullable String url) {

    static WorkflowRun from(Map<String, String> environment) {
        Long id = number(environment.get("GITHUB_RUN_ID"));
        Long attempt = number(environment.get("GITHUB_RUN_ATTEMPT"));
        String server = environment.get("GITHUB_SERVER_URL");
        String repository = environment.get("GITHUB_REPOSITORY");
        return new WorkflowRun(
                attempt == null || id == null ? 1 : Math.clamp(attempt, 1, 10_000),
                id,
                id == null || server == null || repository == null
                        ? null
                        : "%s/%s/actions/runs/%d".formatted(server, repository, id));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null || !text.matches("[1-9]\\d{0,14}") ? null : Long.valueOf(text);
    }
}
