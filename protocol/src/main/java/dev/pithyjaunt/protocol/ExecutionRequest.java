package dev.pithyjaunt.protocol;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What an execution is asked to do: the payload of a dispatch, and the file `request.json` that
/// every phase reads.
///
/// @param attempt which execution of the task this is, from 1
/// @param serverUrl where events go; absent when there is no server
/// @param repository URL or local path that the code is taken from
/// @param base the commit that everything is measured against
public record ExecutionRequest(
        String executionId,
        String taskId,
        int attempt,
        @Nullable String serverUrl,
        String repository,
        Base base,
        Task task,
        ModelChoice model,
        Limits limits,
        Options options) {

    public ExecutionRequest {
        Id.require("executionId", executionId);
        Id.require("taskId", taskId);
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt " + attempt + ": counted from 1");
        }
    }

    /// The branch that the result is published on.
    public String resultBranch() {
        return "pj/" + taskId;
    }

    /// The same with another end.
    public ExecutionRequest withDeadline(Instant deadline) {
        return new ExecutionRequest(
                executionId,
                taskId,
                attempt,
                serverUrl,
                repository,
                base,
                task,
                model,
                limits.withDeadline(deadline),
                options);
    }

    /// The same with checks that are run in another way.
    public ExecutionRequest withChecking(Checking checking) {
        return new ExecutionRequest(
                executionId,
                taskId,
                attempt,
                serverUrl,
                repository,
                base,
                task,
                model,
                limits,
                new Options(checking, options.pushTo(), options.dryRun()));
    }

    /// @param branch the base branch, without `refs/heads/`; absent when the repository's HEAD is
    ///   detached
    /// @param commit full hash of the base commit
    public record Base(@Nullable String branch, String commit) {}

    /// What a person asked for.
    ///
    /// @param title one line, at most [TaskText#MAX_TITLE] characters
    /// @param description the whole text
    public record Task(String title, String description) {}

    /// Who answers. Both absent: the settings of the machine decide.
    public record ModelChoice(@Nullable String provider, @Nullable String name) {}

    /// What an execution may take. Money is in 10⁻⁹ dollars.
    ///
    /// @param deadline when the execution is over, whatever it does then
    /// @param promptTokens estimated tokens of the first prompt, at most
    /// @param outputTokens of one answer of the model, at most
    /// @param modelCallSeconds the longest one call of the model may take
    /// @param attempts asks of the model, at most: the first and those that return refused edits
    /// @param tokens of all calls, prompts and answers
    /// @param nanoDollars of all calls; absent for no limit
    /// @param callTokens of one call, prompt and answer; absent for no limit of its own
    /// @param callNanoDollars of one call; absent for no limit of its own
    public record Limits(
            Instant deadline,
            int promptTokens,
            int outputTokens,
            int modelCallSeconds,
            int attempts,
            long tokens,
            @Nullable Long nanoDollars,
            @Nullable Long callTokens,
            @Nullable Long callNanoDollars) {

        public static final int STANDARD_PROMPT_TOKENS = 24_000;
        public static final int STANDARD_OUTPUT_TOKENS = 32_000;
        public static final int STANDARD_MODEL_CALL_SECONDS = 180;
        public static final int STANDARD_ATTEMPTS = 3;
        public static final long STANDARD_TOKENS = 500_000;

        /// The same with another end.
        Limits withDeadline(Instant other) {
            return new Limits(
                    other,
                    promptTokens,
                    outputTokens,
                    modelCallSeconds,
                    attempts,
                    tokens,
                    nanoDollars,
                    callTokens,
                    callNanoDollars);
        }

        /// The standard limits.
        public static Limits until(Instant deadline) {
            return new Limits(
                    deadline,
                    STANDARD_PROMPT_TOKENS,
                    STANDARD_OUTPUT_TOKENS,
                    STANDARD_MODEL_CALL_SECONDS,
                    STANDARD_ATTEMPTS,
                    STANDARD_TOKENS,
                    null,
                    null,
                    null);
        }
    }

    /// @param pushTo URL or path of the repository that gets the branch
    /// @param dryRun nothing is pushed
    public record Options(Checking checking, String pushTo, boolean dryRun) {}

    /// How the repository's checks are run.
    ///
    /// @param commands in place of those that the repository names or that are found in it; empty
    ///   for these
    /// @param rounds how often new failures go back to the model, at most; only in a sandbox
    public record Checking(CheckMode mode, List<String> commands, int rounds, CheckLimits limits) {

        public static final int STANDARD_ROUNDS = 2;

        public Checking {
            commands = List.copyOf(commands);
        }

        /// In a sandbox, what the repository names or what is found in it.
        public static Checking standard() {
            return new Checking(
                    CheckMode.SANDBOX, List.of(), STANDARD_ROUNDS, CheckLimits.STANDARD);
        }

        /// The same with something else between the checks and the machine.
        public Checking in(CheckMode other) {
            return new Checking(other, commands, rounds, limits);
        }

        /// None at all.
        public static Checking off() {
            return new Checking(CheckMode.OFF, List.of(), 0, CheckLimits.STANDARD);
        }
    }

    /// What one command of the repository may take.
    ///
    /// @param seconds where the repository says nothing else
    /// @param memoryMib of all its processes together
    /// @param processes and threads at once
    /// @param diskMib that it writes
    /// @param outputMib that it prints
    public record CheckLimits(
            int seconds, int memoryMib, int processes, int diskMib, int outputMib) {

        public static final CheckLimits STANDARD = new CheckLimits(240, 4_096, 2_048, 8_192, 64);
    }
}
