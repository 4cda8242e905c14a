package dev.pithyjaunt.testkit.workflow;

import tools.jackson.databind.JsonNode;

import java.util.Map;

/// What starts a run.
///
/// @param trigger the key below `on` that takes it
/// @param name what `github.event_name` says: that of the caller for a called workflow
/// @param payload what `github.event` holds
/// @param inputs as they were given, without defaults
public record Event(String trigger, String name, JsonNode payload, Map<String, String> inputs) {

    public Event {
        inputs = Map.copyOf(inputs);
    }

    /// @param payload with `action` (the event type) and `client_payload`
    public static Event repositoryDispatch(JsonNode payload) {
        return new Event("repository_dispatch", "repository_dispatch", payload, Map.of());
    }

    /// @param payload the rest of the event; its `inputs` are added
    public static Event workflowDispatch(JsonNode payload, Map<String, String> inputs) {
        return new Event("workflow_dispatch", "workflow_dispatch", payload, inputs);
    }

    /// A workflow that another one calls, for an event of that one.
    public static Event called(String callerEvent, JsonNode payload, Map<String, String> inputs) {
        return new Event("workflow_call", callerEvent, payload, inputs);
    }
}
