package dev.pithyjaunt.runner.survey;

import dev.pithyjaunt.agent.prompt.Omitted;
import dev.pithyjaunt.agent.prompt.Prompt;

import java.util.List;

/// A prompt as `generate` would send it.
///
/// @param tokens of both messages: estimated, or counted where that is near the limit
/// @param shown paths of the files whose contents, whole or in part, are in it, best first
/// @param omitted what is not in it, or not whole, and why: a line each
record ShownPrompt(
        String model,
        int tokens,
        int maxTokens,
        List<String> shown,
        List<String> omitted,
        String system,
        String user) {

    ShownPrompt {
        shown = List.copyOf(shown);
        omitted = List.copyOf(omitted);
    }

    static ShownPrompt of(Prompt prompt, String model, int maxTokens) {
        return new ShownPrompt(
                model,
                prompt.tokens(),
                maxTokens,
                prompt.shown(),
                prompt.omitted().stream().map(Omitted::inWords).toList(),
                prompt.system(),
                prompt.user());
    }
}
