package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.edit.Refusal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sees that a model goes round in circles: asking it again would cost the same and bring the same.
final class Repeats {

    /// Answers in a row of which none leaves fewer refused edits than the best before.
    private static final int MAX_WITHOUT_PROGRESS = 3;

    private final Set<String> answers = new HashSet<>();
    private final Set<Refusal> refused = new HashSet<>();
    private int fewest = Integer.MAX_VALUE;
    private int withoutProgress;

    /// Notes that an answer was taken: what follows may bring as many refused edits anew.
    void progress() {
        withoutProgress = 0;
        fewest = Integer.MAX_VALUE;
    }

    /// Notes an answer that can't be taken.
    ///
    /// @return why the model is not to be asked again, for people; empty when it may be
    Optional<String> find(String answer, Consequence.Again again) {
        if (!answers.add(answer.strip())) {
            return Optional.of("the model gave the same answer again");
        }
        List<Refusal> refusals =
                again.otherwise() instanceof AgentResult.Refused(List<Refusal> all)
                        ? all
                        : List.of();
        boolean sameEdits = !refusals.isEmpty() && refused.containsAll(refusals);
        refused.addAll(refusals);
        if (sameEdits) {
            return Optional.of("the model stated the same edits again, which do not fit");
        }
        int left = refusals.isEmpty() ? Integer.MAX_VALUE : refusals.size();
        withoutProgress = left < fewest ? 0 : withoutProgress + 1;
        fewest = Math.min(fewest, left);
        return withoutProgress == MAX_WITHOUT_PROGRESS
                ? Optional.of(
                        "the model made no progress in %d answers".formatted(MAX_WITHOUT_PROGRESS))
                : Optional.empty();
    }
}
