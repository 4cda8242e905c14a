package dev.pithyjaunt.agent.model;

import java.util.List;

/// A tool that a model may call.
///
/// @param name letters, digits, `_` and `-`
/// @param description for the model: what it returns, and when to use it
public record ToolSpec(String name, String description, List<Parameter> parameters) {

    public ToolSpec {
        parameters = List.copyOf(parameters);
    }

    /// One member of the JSON object that a call's arguments are.
    public record Parameter(String name, Kind kind, boolean required, String description) {}

    /// What a parameter is in JSON.
    public enum Kind {
        /// A JSON string.
        TEXT,
        /// A whole number.
        INTEGER
    }
}
