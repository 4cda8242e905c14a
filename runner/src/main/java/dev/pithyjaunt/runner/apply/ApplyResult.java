package dev.pithyjaunt.runner.apply;

import dev.pithyjaunt.agent.patch.Application;
import dev.pithyjaunt.agent.patch.FilePatch;
import dev.pithyjaunt.agent.patch.IrreversibleCopyException;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.patch.PatchFormatException;
import dev.pithyjaunt.agent.patch.Rejection;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// What `--json` prints.
///
/// @param fits whether the whole patch does
/// @param applied whether the files were changed
/// @param files what the patch says of each file; empty when it can't be read
/// @param hunks where each hunk fits that does
/// @param reasons why it does not fit; empty when it does
record ApplyResult(
        boolean fits,
        boolean applied,
        List<File> files,
        List<Application.Placement> hunks,
        List<Reason> reasons) {

    /// @param change such as `modified`, with spaces as `_`
    record File(String oldPath, String newPath, String change, int added, int removed) {
        static File of(FilePatch file) {
            return new File(
                    file.oldPath(),
                    file.newPath(),
                    file.change().name().toLowerCase(Locale.ROOT),
                    file.added(),
                    file.removed());
        }
    }

    /// @param path empty when it is not about one file
    /// @param hunk 1-based; absent when it is about the whole file
    /// @param line 1-based, in the file; in the patch when that can't be read
    record Reason(
            String path,
            @Nullable Integer hunk,
            @Nullable Integer line,
            String expected,
            String found,
            String message) {

        static Reason of(Rejection rejection) {
            return new Reason(
                    rejection.path(),
                    rejection.position().map(Rejection.Position::hunk).orElse(null),
                    rejection.position().map(Rejection.Position::line).orElse(null),
                    rejection.expected(),
                    rejection.found(),
                    rejection.message());
        }
    }

    static ApplyResult of(Patch patch, Application application, boolean applied) {
        List<Reason> reasons =
                switch (application) {
                    case Application.Applied _ -> List.of();
                    case Application.Rejected(List<Rejection> all, _) ->
                            all.stream().map(Reason::of).toList();
                };
        return new ApplyResult(
                reasons.isEmpty(),
                applied,
                patch.files().stream().map(File::of).toList(),
                application.placements(),
                reasons);
    }

    /// Of a patch that was to be reversed.
    static ApplyResult of(IrreversibleCopyException e) {
        return new ApplyResult(
                false,
                false,
                List.of(),
                List.of(),
                List.of(
                        new Reason(
                                e.newPath(),
                                null,
                                null,
                                "a patch that can be reversed",
                                "a copy",
                                e.getMessage())));
    }

    /// Of bytes that are no patch.
    static ApplyResult of(PatchFormatException e) {
        Integer hunk = e.hunk().isPresent() ? e.hunk().getAsInt() : null;
        return new ApplyResult(
                false,
                false,
                List.of(),
                List.of(),
                List.of(
                        new Reason(
                                e.file(),
                                hunk,
                                e.line(),
                                e.expected(),
                                e.found(),
                                e.getMessage())));
    }
}
