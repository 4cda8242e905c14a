package dev.pithyjaunt.agent.model;

/// A model's wish to use a tool.
///
/// @param id by which the answer names it; the provider's, unique within its message
/// @param name as the model wrote it, which need not be that of a tool
/// @param arguments as the model wrote them: meant to be a JSON object, but not checked
public record ToolCall(String id, String name, String arguments) {}
