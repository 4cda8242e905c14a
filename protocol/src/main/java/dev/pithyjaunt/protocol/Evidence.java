package dev.pithyjaunt.protocol;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the repository's own checks said on the base and with the patch: the file `evidence.json`.
///
/// @param error why the checks could not be run to the end
public record Evidence(
        String executionId,
        String baseCommit,
        List<Check> checks,
        Verdict verdict,
        @Nullable ExecutionError error,
        double seconds) {

    public Evidence {
        checks = List.copyOf(checks);
    }

    /// What all checks together say.
    public enum Verdict {
        /// No check was asked for, so nothing is known.
        NOT_CHECKED,
        /// Nothing fails that did not fail before.
        NO_NEW_FAILURE,
        /// Something fails with the patch that did not fail without it.
        NEW_FAILURE,
        /// The checks were not run to the end.
        INCOMPLETE
    }

    /// One command on both sides.
    public record Check(String command, Side base, Side patched) {

        public Comparison comparison() {
            if (base.passed()) {
                return patched.passed() ? Comparison.PASSES : Comparison.NEWLY_FAILS;
            }
            return patched.passed() ? Comparison.FIXED : Comparison.ALREADY_FAILED;
        }
    }

    /// How the two sides of one check differ.
    public enum Comparison {
        /// It passes on both sides.
        PASSES,
        /// It failed on base and passes with the patch.
        FIXED,
        /// It fails on both sides.
        ALREADY_FAILED,
        /// It passed on base and fails with the patch.
        NEWLY_FAILS
    }

    /// @param exitCode absent when the command was killed at its limit
    /// @param output the end of what it printed, at most 16 KiB
    public record Side(@Nullable Integer exitCode, double seconds, String output) {

        public boolean passed() {
            return exitCode != null && exitCode == 0;
        }

        /// `passes`, `fails with exit code 2` or `was stopped at its time limit`.
        public String inWords() {
            if (exitCode == null) {
                return "was stopped at its time limit";
            }
            return passed() ? "passes" : "fails with exit code " + exitCode;
        }
    }
}
