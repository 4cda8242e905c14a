package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A script as a JSON file: `{"answers": [...]}`, one answer a request in this order, the last one
/// again and again. Each answer is one of
///
/// ```
/// {"edits": [{"find": "...", "replace": "..."}], "say": "..."}
/// {"edits": [{"create": {"path": "...", "content": "..."}}]}
/// {"reply": "raw text"}
/// {"calls": [{"tool": "read", "arguments": {"path": "..."}}], "say": "..."}
/// {"cutOff": "..."}
/// {"brokenStream": "..."}
/// {"status": 401, "body": "...", "headers": {"Retry-After": "1"}}
/// {"silence": true}
/// {"nothing": true}
/// ```
///
/// Arguments that are a text are sent as they are, so that they can be no JSON. When a request
/// offers no tools, an answer that calls some is prose instead.
///
/// The text of an edit is looked for in the files that the request shows. What is in none of them
/// can't be edited: the answer then says so in prose and edits nothing.
public final class ScriptFile {

    private static final List<String> KINDS =
            List.of(
                    "edits",
                    "reply",
                    "calls",
                    "cutOff",
                    "brokenStream",
                    "status",
                    "silence",
                    "nothing");

    private ScriptFile() {}

    /// Reads a script.
    ///
    /// @throws MalformedJsonException when it is no JSON
    /// @throws IllegalArgumentException when it is JSON of another shape; it names the answer
    /// @throws UncheckedIOException when the file can't be read
    public static Script read(Path file) {
        JsonNode answers = Json.read(file, JsonNode.class).path("answers");
        List<Script> scripts = new ArrayList<>();
        for (JsonNode answer : answers) {
            scripts.add(script(answer, "%s, answer %d".formatted(file, scripts.size() + 1)));
        }
        if (scripts.isEmpty()) {
            throw new IllegalArgumentException(file + " has no \"answers\"");
        }
        return Script.inOrder(scripts);
    }

    private static Script script(JsonNode answer, String where) {
        List<String> kinds = KINDS.stream().filter(answer::has).toList();
        if (kinds.size() != 1) {
            throw new IllegalArgumentException(
                    "%s: must have one of %s, but has %s".formatted(where, KINDS, kinds));
        }
        JsonNode value = answer.path(kinds.getFirst());
        return switch (kinds.getFirst()) {
            case "edits" -> edits(value, answer.path("say").asString(""), where);
            case "reply" -> Script.of(new Answer.Text(text(value, where)));
            case "calls" -> calls(value, answer.path("say").asString(""), where);
            case "cutOff" -> Script.of(new Answer.CutOff(text(value, where)));
            case "brokenStream" -> Script.of(new Answer.BrokenStream(text(value, where)));
            case "status" -> Script.of(status(answer));
            case "silence" -> Script.of(new Answer.Silence());
            default -> Script.of(new Answer.Nothing());
        };
    }

    private static Script edits(JsonNode array, String say, String where) {
        List<EditScript.Edit> edits = new ArrayList<>();
        for (JsonNode edit : array) {
            JsonNode create = edit.path("create");
            edits.add(
                    create.isMissingNode()
                            ? new EditScript.Replace(
                                    text(edit.path("find"), where + ": find"),
                                    edit.path("replace").asString(""))
                            : new EditScript.Create(
                                    text(create.path("path"), where + ": create.path"),
                                    create.path("content").asString("")));
        }
        return new EditScript(edits, say);
    }

    private static Script calls(JsonNode array, String say, String where) {
        List<Answer.Call> calls = new ArrayList<>();
        for (JsonNode call : array) {
            JsonNode arguments = call.path("arguments");
            calls.add(
                    new Answer.Call(
                            text(call.path("tool"), where + ": tool"),
                            arguments.isString() ? arguments.asString() : Json.line(arguments)));
        }
        if (calls.isEmpty()) {
            throw new IllegalArgumentException(where + ": \"calls\" must name a tool");
        }
        return request ->
                request.tools().isEmpty()
                        ? new Answer.Text("I was given no tool to call.")
                        : new Answer.Calls(say, calls);
    }

    private static Answer.Status status(JsonNode answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        answer.path("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey(), header.getValue().asString("")));
        return new Answer.Status(
                answer.path("status").asInt(500), answer.path("body").asString(""), headers);
    }

    private static String text(JsonNode node, String where) {
        if (!node.isString() || node.asString().isEmpty()) {
            throw new IllegalArgumentException(where + ": must be a text that is not empty");
        }
        return node.asString();
    }
}
