package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.edit.Refusal;

import java.util.List;
import java.util.stream.Collectors;

/// What the model is told when its answer could not be used. These texts are prompts.
final class Feedback {

    static final String NO_EDIT =
            "Your answer holds no edit. State the change in search/replace blocks as described, or answer"
                    + " with QUESTION: or NO CHANGE: if one of these is meant.";

    static final String CUT_OFF =
            "Your answer was cut off at the output limit, so nothing of it was used. State the change"
                    + " again with fewer lines: only the lines that change and those needed to find them.";

    static final String NO_EFFECT =
            "Your edits leave every file exactly as it is. State what is to change, or answer with NO"
                    + " CHANGE: and the reason.";

    private static final int MAX_QUOTED = 200;

    private Feedback() {}

    /// What an answer without an edit was, in one line for people.
    static String withoutEdit(String answer) {
        String line = answer.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "the model answered nothing";
        }
        String quoted = line.length() > MAX_QUOTED ? line.substring(0, MAX_QUOTED) + "…" : line;
        return "the model answered with prose and no edit: \"%s\"".formatted(quoted);
    }

    /// All edits are asked for again, since none was made.
    static String of(List<Refusal> refusals) {
        return "These edits could not be made, so nothing was changed:\n\n"
                + refusals.stream().map(Refusal::toModelFeedback).collect(Collectors.joining("\n"))
                + "\nState the whole change again, with search text copied exactly from the files.";
    }

    /// One line for people.
    static String summary(List<Refusal> refusals) {
        Refusal first = refusals.getFirst();
        String more = refusals.size() == 1 ? "" : " (and %d more)".formatted(refusals.size() - 1);
        return (first.path().isEmpty() ? "" : first.path() + ": ") + first.reason() + more;
    }
}
