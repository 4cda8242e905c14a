package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.patch.Patch;

import java.util.Optional;

/// Tries a patch with the repository's own checks, while the model can still state another one.
@FunctionalInterface
public interface Trial {

    /// Never objects, for where nothing can be run.
    Trial NEVER_OBJECTS = _ -> Optional.empty();

    /// Runs the checks on the base commit with the patch. Asked only for patches that fit and are
    /// allowed, never for the same one twice, and not after the deadline.
    ///
    /// @return what fails with it and not without it; empty when nothing does, or when that can't
    ///   be known: a patch is not lost because checks can't be run
    /// @throws java.util.concurrent.CancellationException when the calling thread is interrupted
    Optional<Objection> judge(Patch patch);
}
