package dev.pithyjaunt.agent.model.openai;

import dev.pithyjaunt.agent.model.ModelSettings;

/// What servers call the limit of an answer in chat completions.
enum TokenLimit {
    /// At OpenAI, whose models that reason refuse the other.
    MAX_COMPLETION_TOKENS,
    /// Everywhere else: Ollama and many more know no other.
    MAX_TOKENS;

    private static final String OPENAI = "openai";
    private static final String OPENAI_HOST = "api.openai.com";

    /// OpenAI's models are taken for its own behind a gateway too.
    static TokenLimit of(ModelSettings settings) {
        String host = settings.baseUrl().getHost();
        boolean own = host.equals(OPENAI_HOST) || host.endsWith("." + OPENAI_HOST);
        return settings.provider().equals(OPENAI) && (own || settings.facts().known())
                ? MAX_COMPLETION_TOKENS
                : MAX_TOKENS;
    }
}
