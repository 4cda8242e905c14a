package dev.pithyjaunt.testkit.workflow;

import tools.jackson.databind.JsonNode;

import java.util.Map;

/// What expressions are evaluated with.
record Contexts(Map<String, JsonNode> values, Status status) {

    Contexts {
        values = Map.copyOf(values);
    }

    /// How it stands with what came before a step or a job.
    record Status(boolean success, boolean failure, boolean cancelled) {

        static final Status GOOD = new Status(true, false, false);
    }
}
