package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.model.ToolCall;

/// One call of a tool and what came of it.
///
/// @param argument what was asked for, on one line, for people
/// @param outcome what was found, on one line, for people
/// @param text the answer, for the model
public record Lookup(ToolCall call, String argument, String outcome, String text) {}
