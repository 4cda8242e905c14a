package dev.pithyjaunt.agent.prompt;

import java.util.List;

/// What the model is first told.
///
/// @param system the instructions
/// @param user the repository and the task
/// @param shown paths of the files whose contents, whole or in part, are in it, best first
/// @param omitted what is not in it, or not whole
/// @param tokens of both texts: estimated, or counted where that is near the limit
public record Prompt(
        String system, String user, List<String> shown, List<Omitted> omitted, int tokens) {

    public Prompt {
        shown = List.copyOf(shown);
        omitted = List.copyOf(omitted);
    }

    /// The same with its tokens counted.
    Prompt counted(int tokens) {
        return new Prompt(system, user, shown, omitted, tokens);
    }
}
