package dev.pithyjaunt.agent.edit;

/// An edit that was not made.
///
/// @param path as the model wrote it
/// @param reason what was looked for and what was found, for people and for the model
/// @param nearest the file's own lines that come nearest, with their numbers; empty when none does
/// @param raw the edit as the model stated it
public record Refusal(String path, String reason, String nearest, String raw) {

    static Refusal of(Edit edit, RefusedEditException e) {
        return new Refusal(edit.path(), e.reason(), e.nearest(), edit.origin().raw());
    }

    /// What the model is told, so that it can state the edit again.
    public String toModelFeedback() {
        StringBuilder text = new StringBuilder(path).append(": ").append(reason).append('\n');
        if (!nearest.isEmpty()) {
            text.append("The nearest text in the file is:\n").append(nearest);
        }
        return text.toString();
    }
}
