package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.model.ToolSpec;

/// One thing that can be looked up.
interface Tool {

    ToolSpec spec();

    /// What a call asks for, on one line, for people.
    ///
    /// @throws BadCallException when it asks for nothing
    String subject(Arguments arguments);

    /// @param maxBytes of the text, about
    /// @throws BadCallException when the arguments can't be used
    Finding use(Arguments arguments, int maxBytes);

    /// @param outcome for people, one line
    /// @param text for the model
    record Finding(String outcome, String text) {}
}
