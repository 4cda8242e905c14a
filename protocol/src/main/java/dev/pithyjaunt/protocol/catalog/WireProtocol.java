package dev.pithyjaunt.protocol.catalog;

/// How a model is spoken to.
public enum WireProtocol {
    /// OpenAI's chat completions, and those of everybody who copied them.
    CHAT,
    /// OpenAI's responses.
    RESPONSES,
    /// Anthropic's messages.
    MESSAGES
}
