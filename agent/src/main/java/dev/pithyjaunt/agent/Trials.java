package dev.pithyjaunt.agent;

import dev.pithyjaunt.git.process.Deadline;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The patches of an execution that were tried, and the best of those that checks object to.
///
/// Not thread-safe.
final class Trials {

    private final Trial trial;
    private final int maxRounds;
    private final AgentListener listener;

    /// As text.
    private final Set<String> tried = new HashSet<>();

    private AgentResult.@Nullable Patched best;
    private int fewest = Integer.MAX_VALUE;

    /// @param maxRounds how often an objection goes back to the model
    Trials(Trial trial, int maxRounds, AgentListener listener) {
        this.trial = trial;
        this.maxRounds = maxRounds;
        this.listener = listener;
    }

    /// That with the fewest new failures, and the last of several; empty when no check objected to
    /// any.
    Optional<AgentResult.Patched> best() {
        return Optional.ofNullable(best);
    }

    /// What follows from a patch that would be the result. One that there is no time to try may
    /// well mend what an earlier one broke, so it is taken.
    ///
    /// @throws java.util.concurrent.CancellationException when the calling thread is interrupted
    Consequence judge(AgentResult.Patched patched, Deadline deadline) {
        if (tried.contains(patched.patch().text())) {
            listener.on(new AgentEvent.Stopped("the model stated the same change again"));
            return new Consequence.Final(best().orElse(patched));
        }
        if (maxRounds == 0 || deadline.hasPassed()) {
            return new Consequence.Final(patched);
        }
        return tryOut(patched)
                .map(objection -> follow(objection, patched, deadline))
                .orElse(new Consequence.Final(patched));
    }

    private Optional<Objection> tryOut(AgentResult.Patched patched) {
        tried.add(patched.patch().text());
        listener.on(new AgentEvent.Trying(tried.size()));
        Optional<Objection> objection = trial.judge(patched.patch());
        objection.ifPresent(against -> listener.on(new AgentEvent.Objected(tried.size(), against)));
        return objection;
    }

    private Consequence follow(
            Objection objection, AgentResult.Patched patched, Deadline deadline) {
        AgentResult.Patched kept = best;
        if (kept == null || objection.failures() <= fewest) {
            kept = warned(patched, objection);
            best = kept;
            fewest = objection.failures();
        }
        return tried.size() > maxRounds || deadline.hasPassed()
                ? new Consequence.Final(kept)
                : new Consequence.Objected(objection.feedback());
    }

    private static AgentResult.Patched warned(AgentResult.Patched patched, Objection objection) {
        return new AgentResult.Patched(
                patched.patch(),
                patched.summary(),
                patched.review(),
                Stream.concat(
                                patched.warnings().stream(),
                                Stream.of("checks newly fail: " + objection.summary()))
                        .toList());
    }
}
