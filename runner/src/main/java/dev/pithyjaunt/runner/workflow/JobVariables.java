package dev.pithyjaunt.runner.workflow;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a step of GitHub's workflow finds in its environment. Source:
/// https://docs.github.com/actions/reference/workflows-and-actions/variables
final class JobVariables {

    private final Map<String, String> values;

    JobVariables(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /// The event that began the run, as GitHub wrote it.
    Path event() {
        return Path.of(get("GITHUB_EVENT_PATH"));
    }

    /// Where outputs of the step go.
    Path output() {
        return Path.of(get("GITHUB_OUTPUT"));
    }

    /// Where text for the run's page goes.
    Optional<Path> summary() {
        return find("GITHUB_STEP_SUMMARY").map(Path::of);
    }

    /// The repository that the workflow runs in, as git takes it.
    String repositoryUrl() {
        return get("GITHUB_SERVER_URL") + "/" + get("GITHUB_REPOSITORY");
    }

    /// The commit that the run was begun at.
    String commit() {
        return get("GITHUB_SHA");
    }

    /// The branch that the run was begun at; absent when it was no branch.
    @Nullable String branch() {
        return find("GITHUB_REF")
                .filter(ref -> ref.startsWith("refs/heads/"))
                .map(ref -> ref.substring("refs/heads/".length()))
                .orElse(null);
    }

    String runId() {
        return get("GITHUB_RUN_ID");
    }

    int runAttempt() {
        return find("GITHUB_RUN_ATTEMPT")
                .filter(text -> text.matches("[1-9]\\d{0,4}"))
                .map(Integer::valueOf)
                .orElse(1);
    }

    /// When GitHub ends the job; absent where the workflow does not say it.
    ///
    /// @throws IllegalArgumentException when it says something else
    Optional<Instant> end() {
        Optional<String> started = find("PITHY_JAUNT_JOB_STARTED");
        Optional<String> minutes = find("PITHY_JAUNT_MINUTES");
        if (started.isEmpty() || minutes.isEmpty()) {
            return Optional.empty();
        }
        if (!started.get().matches("\\d{1,12}") || !minutes.get().matches("\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "PITHY_JAUNT_JOB_STARTED must be seconds and PITHY_JAUNT_MINUTES a whole number, not \"%s\" and \"%s\""
                            .formatted(started.get(), minutes.get()));
        }
        return Optional.of(
                Instant.ofEpochSecond(Long.parseLong(started.get()))
                        .plus(Duration.ofMinutes(Long.parseLong(minutes.get()))));
    }

    /// An input of the workflow; absent when it was left empty.
    Optional<String> input(String name) {
        return find("PITHY_JAUNT_" + name);
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    private String get(String name) {
        return find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "--workflow: %s is not set; it is for the steps of GitHub's workflows"
                                        .formatted(name)));
    }
}
