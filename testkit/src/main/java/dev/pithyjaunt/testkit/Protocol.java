package dev.pithyjaunt.testkit;

/// The wire protocols of model providers.
public enum Protocol {
    /// OpenAI's older one, which most gateways and local servers speak.
    CHAT_COMPLETIONS("/v1/chat/completions"),
    /// OpenAI's newer one: items in, items out.
    RESPONSES("/v1/responses"),
    /// Anthropic's.
    MESSAGES("/v1/messages");

    private final String path;

    Protocol(String path) {
        this.path = path;
    }

    /// Where its requests are posted to.
    public String path() {
        return path;
    }
}
