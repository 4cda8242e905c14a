package dev.pithyjaunt.agent.patch;

import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.git.ScratchIndex;

import java.util.Optional;

/// Has git print the difference between the base commit and the fitted files.
public final class PatchPrinter {

    private final ScratchIndex index;

    /// @param index at the base commit; it is left there
    public PatchPrinter(ScratchIndex index) {
        this.index = index;
    }

    /// The patch, checked by `git apply --check`; empty when the files are as the commit has them.
    ///
    /// @throws dev.pithyjaunt.git.GitException when git does not take its own diff
    /// @throws PatchFormatException when what git printed is more than a patch may hold
    public Optional<Patch> print(Fitting.Fitted fitted) {
        for (Fitting.FittedFile file : fitted.files()) {
            file.content()
                    .ifPresentOrElse(
                            content -> index.put(file.path(), file.mode(), content),
                            () -> index.remove(file.path()));
        }
        byte[] diff = index.diff();
        index.reset();
        if (diff.length == 0) {
            return Optional.empty();
        }
        Patch patch = Patch.parse(diff);
        index.check(patch.bytes());
        return Optional.of(patch);
    }
}
