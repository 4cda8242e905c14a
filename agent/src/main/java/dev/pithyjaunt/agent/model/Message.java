package dev.pithyjaunt.agent.model;

/// One message of a conversation with a model.
public sealed interface Message {

    String text();

    /// What holds for the whole conversation.
    // Nothing here prints, and the protocol's own word is the one that is understood.
    @SuppressWarnings("AvoidCommonTypeNames")
    record System(String text) implements Message {}

    /// What is asked, the content of files included.
    record User(String text) implements Message {}

    /// What the model answered.
    record Assistant(String text) implements Message {}
}
