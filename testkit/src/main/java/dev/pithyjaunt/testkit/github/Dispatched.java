package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.JsonNode;

/// A dispatch that was taken.
///
/// @param event `repository_dispatch` or `workflow_dispatch`
/// @param name the event's type, or the workflow's file
/// @param payload `client_payload` or `inputs`
public record Dispatched(String repository, String event, String name, JsonNode payload) {}
