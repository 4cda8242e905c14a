package dev.pithyjaunt.agent.transcript;

import dev.pithyjaunt.agent.Objection;
import dev.pithyjaunt.agent.Trial;
import dev.pithyjaunt.agent.patch.Patch;

import java.util.Iterator;
import java.util.Optional;

/// The trial of a recording: it objects as it did, in order. No check is run.
///
/// Whether the patch is the one that was tried is not looked at: when it is not, the conversation
/// or the result differs from the recorded one.
public final class RecordedTrial implements Trial {

    private final Iterator<Objection> objections;

    public RecordedTrial(Recording recording) {
        this.objections = recording.objections().iterator();
    }

    /// A trial that did not object was the last one.
    @Override
    public Optional<Objection> judge(Patch patch) {
        return objections.hasNext() ? Optional.of(objections.next()) : Optional.empty();
    }
}
