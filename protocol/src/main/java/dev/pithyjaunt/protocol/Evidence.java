package dev.pithyjaunt.protocol;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the repository's own checks said on the base and with the patch: the file `evidence.json`,
/// which `evidence.schema.json` describes.
///
/// @param isolation what the checks ran under
/// @param tools versions of the programs that ran them, one line each, such as `node v20.20.2`
/// @param setUp what was run before the checks, in order
/// @param checks in the order in which they ran
/// @param notes what a reader has to know besides, a sentence each
/// @param error why the checks could not be run to the end
public record Evidence(
        String executionId,
        String baseCommit,
        Isolation isolation,
        List<String> tools,
        List<SetUp> setUp,
        List<Check> checks,
        Verdict verdict,
        List<String> notes,
        @Nullable ExecutionError error,
        double seconds) {

    /// Bytes of a command's output that are kept, at most.
    public static final int MAX_OUTPUT_BYTES = 16 << 10;

    /// Names of tests in one list, at most.
    public static final int MAX_NAMES = 100;

    public Evidence {
        tools = List.copyOf(tools);
        setUp = List.copyOf(setUp);
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    /// What all checks together say.
    public enum Verdict {
        /// No check was run, so nothing is known.
        NOT_CHECKED,
        /// Nothing fails that did not fail before.
        NO_NEW_FAILURE,
        /// Something fails with the patch that did not fail without it.
        NEW_FAILURE,
        /// No check can be run on the base, so nothing can be blamed on the patch.
        NOT_COMPARABLE,
        /// The checks were not run to the end.
        INCOMPLETE
    }

    /// What stood between the checks and this machine.
    ///
    /// @param mode as it was asked for
    /// @param layers what was in force, for people; empty where nothing was
    /// @param missing what a sandbox would have had besides, and why not
    public record Isolation(CheckMode mode, List<String> layers, List<String> missing) {
        public Isolation {
            layers = List.copyOf(layers);
            missing = List.copyOf(missing);
        }
    }

    /// A command that prepares the work tree for the checks.
    ///
    /// @param patched absent when the patch leaves alone what it depends on, so that both sides
    ///   share what it left
    public record SetUp(String command, Side base, @Nullable Side patched) {

        /// Whether it fails only with the patch.
        public boolean newlyFails() {
            return base.passed() && patched != null && !patched.passed();
        }
    }

    /// One command on both sides.
    ///
    /// @param source what names it, such as `package.json: scripts.test`
    /// @param tests absent when the command names none, so that the exit code alone counts
    /// @param repeats how often it was run again on a side to tell flaky tests from broken ones
    public record Check(
            String command,
            String source,
            Side base,
            Side patched,
            Comparison comparison,
            @Nullable Tests tests,
            int repeats) {}

    /// How the two sides of one check differ.
    public enum Comparison {
        /// It passes on both sides.
        PASSES,
        /// It failed on base and passes with the patch.
        FIXED,
        /// It fails on both sides, with the patch in nothing that passed before.
        ALREADY_FAILED,
        /// It fails with the patch, each time, in something that does not fail without it.
        NEWLY_FAILS,
        /// It fails now and then on the same files: that says nothing of the patch.
        FLAKY,
        /// It can't be run on base, so nothing can be blamed on the patch.
        NOT_RUNNABLE
    }

    /// @param exitCode absent when it was stopped, or not run
    /// @param stopped why it was stopped; absent when it ended by itself
    /// @param output the end of what it printed, at most [#MAX_OUTPUT_BYTES]
    /// @param kept whether this is the result of an earlier execution on the same commit
    public record Side(
            @Nullable Integer exitCode,
            @Nullable Stopped stopped,
            double seconds,
            String output,
            boolean kept) {

        /// One that was not run, with the reason in place of its output.
        public static Side notRun(String reason) {
            return new Side(null, null, 0, reason, false);
        }

        public boolean passed() {
            return exitCode != null && exitCode == 0;
        }

        /// Whether the shell found nothing to run.
        public boolean notFound() {
            return exitCode != null && (exitCode == 127 || exitCode == 126);
        }

        /// Such as `passes`, `fails with exit code 2` or `was stopped at its time limit`.
        public String inWords() {
            if (stopped != null) {
                return "was stopped " + stopped.inWords();
            }
            if (exitCode == null) {
                return "was not run";
            }
            return passed() ? "passes" : "fails with exit code " + exitCode;
        }
    }

    /// Why a command was ended from outside.
    public enum Stopped {
        /// It took longer than it may.
        TIME("at its time limit"),
        /// It printed more than it may.
        OUTPUT("at its limit of output"),
        /// It wrote more than it may.
        DISK("at its limit of disk space"),
        /// It needed more memory than it may.
        MEMORY("at its limit of memory");

        private final String words;

        Stopped(String words) {
            this.words = words;
        }

        String inWords() {
            return words;
        }
    }

    /// The tests of one check, by the names that its tool gives them.
    ///
    /// @param newFailures fail with the patch and not on base, each time that they were run
    /// @param fixed fail on base and pass with the patch
    /// @param alreadyFailing fail on both sides
    /// @param flaky failed with the patch once, and not each time, or on base as well
    /// @param appeared are there only with the patch
    /// @param vanished are there only on base
    public record Tests(
            Counts base,
            Counts patched,
            Names newFailures,
            Names fixed,
            Names alreadyFailing,
            Names flaky,
            Names appeared,
            Names vanished) {}

    /// @param passed absent where the tool names only what fails
    public record Counts(@Nullable Integer passed, int failed, int skipped) {}

    /// @param count of all
    /// @param names the first [#MAX_NAMES] of them
    public record Names(int count, List<String> names) {

        public static final Names NONE = new Names(0, List.of());

        public Names {
            names = List.copyOf(names);
        }

        public static Names of(List<String> all) {
            return new Names(all.size(), all.subList(0, Math.min(MAX_NAMES, all.size())));
        }
    }
}
