package dev.pithyjaunt.protocol.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.pithyjaunt.protocol.Evidence;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// [Evidence] without what the checks printed, small enough for an event.
public record EvidenceSummary(Evidence.Verdict verdict, List<Check> checks, double seconds) {

    public static final int MAX_CHECKS = 50;
    public static final int MAX_COMMAND = 1_000;

    public EvidenceSummary {
        checks = List.copyOf(checks.subList(0, Math.min(MAX_CHECKS, checks.size())));
    }

    /// Of the first [#MAX_CHECKS] checks.
    public static EvidenceSummary of(Evidence evidence) {
        return new EvidenceSummary(
                evidence.verdict(),
                evidence.checks().stream().map(Check::of).toList(),
                evidence.seconds());
    }

    /// @param command its first [#MAX_COMMAND] characters
    /// @param baseExitCode absent when it was stopped at its time limit
    /// @param patchedExitCode likewise
    /// @param newFailures tests that fail only with the patch; 0 also when it names none
    public record Check(
            String command,
            Evidence.Comparison comparison,
            @Nullable Integer baseExitCode,
            @Nullable Integer patchedExitCode,
            int newFailures) {

        public Check {
            command = command.substring(0, Math.min(MAX_COMMAND, command.length()));
        }

        /// As it is read: a sender may not count new failures.
        @JsonCreator
        static Check read(
                @JsonProperty("command") String command,
                @JsonProperty("comparison") Evidence.Comparison comparison,
                @JsonProperty("baseExitCode") @Nullable Integer baseExitCode,
                @JsonProperty("patchedExitCode") @Nullable Integer patchedExitCode,
                @JsonProperty("newFailures") @Nullable Integer newFailures) {
            return new Check(
                    command,
                    comparison,
                    baseExitCode,
                    patchedExitCode,
                    newFailures == null ? 0 : newFailures);
        }

        private static Check of(Evidence.Check check) {
            Evidence.Tests tests = check.tests();
            return new Check(
                    check.command(),
                    check.comparison(),
                    check.base().exitCode(),
                    check.patched().exitCode(),
                    tests == null ? 0 : tests.newFailures().count());
        }
    }
}
