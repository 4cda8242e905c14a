package dev.pithyjaunt.agent.edit;

/// An edit that was not made.
///
/// @param path as the model wrote it
/// @param reason what was looked for and what was found, for people and for the model
/// @param nearest where the file first differs from what was looked for, and the file's own lines
///   there, with their numbers; empty when none come near
/// @param raw the edit as the model stated it
public record Refusal(String path, String reason, String nearest, String raw) {

    /// What the model is told, so that it can state the edit again.
    public String toModelFeedback() {
        StringBuilder text = new StringBuilder(path).append(": ").append(reason).append('\n');
        if (!nearest.isEmpty()) {
            text.append(nearest);
        }
        return text.toString();
    }
}
