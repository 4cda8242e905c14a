package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One answer of a script file, read.
///
/// @param where names the answer in complaints
record ScriptedAnswer(JsonNode answer, String where) {

    private static final List<String> KINDS =
            List.of(
                    "edits",
                    "reply",
                    "calls",
                    "cutOff",
                    "refused",
                    "brokenStream",
                    "malformed",
                    "failed",
                    "errorEvent",
                    "error",
                    "status",
                    "silence",
                    "stalled",
                    "nothing");

    /// @throws IllegalArgumentException when it has another shape; it names the answer
    Script script() {
        Script plain = plain();
        String thought = answer.path("thinking").asString("");
        JsonNode slow = answer.path("slow");
        JsonNode usage = answer.path("usage");
        if (thought.isEmpty() && slow.isMissingNode() && usage.isMissingNode()) {
            return plain;
        }
        return request -> {
            Answer given = plain.answer(request);
            if (!thought.isEmpty()) {
                given = new Answer.Thinking(thought, given);
            }
            if (slow.isObject()) {
                given = new Answer.Slow(millis(slow, "before"), millis(slow, "between"), given);
            }
            return usage.isObject() ? new Answer.WithUsage(given, usage(usage)) : given;
        };
    }

    private static Duration millis(JsonNode slow, String when) {
        return Duration.ofMillis(slow.path(when + "Millis").asLong(0));
    }

    private static ReportedUsage usage(JsonNode usage) {
        BigDecimal cost =
                usage.has("cost") ? new BigDecimal(usage.path("cost").asString("0")) : null;
        return new ReportedUsage(
                usage.path("input").asInt(0),
                usage.path("cached").asInt(0),
                usage.path("written").asInt(0),
                usage.path("writtenForAnHour").asInt(0),
                usage.path("output").asInt(0),
                usage.path("reasoning").asInt(0),
                cost);
    }

    private Script plain() {
        List<String> kinds = KINDS.stream().filter(answer::has).toList();
        if (kinds.size() != 1) {
            throw new IllegalArgumentException(
                    "%s: must have one of %s, but has %s".formatted(where, KINDS, kinds));
        }
        JsonNode value = answer.path(kinds.getFirst());
        return switch (kinds.getFirst()) {
            case "edits" -> edits(value);
            case "calls" -> calls(value);
            case "reply" -> Script.of(new Answer.Text(text(value, where)));
            case "cutOff" -> Script.of(new Answer.CutOff(text(value, where)));
            case "refused" -> Script.of(new Answer.Refused(text(value, where)));
            case "brokenStream" -> Script.of(new Answer.BrokenStream(text(value, where)));
            case "malformed" -> Script.of(new Answer.Malformed(text(value, where)));
            case "stalled" -> Script.of(new Answer.Stalled(text(value, where)));
            case "failed" -> Script.of(new Answer.Failed(text(value, where), code(), message()));
            case "errorEvent" ->
                    Script.of(new Answer.ErrorEvent(text(value, where), code(), message()));
            case "error" -> Script.of(rejected(value));
            case "status" -> Script.of(status(value));
            case "silence" -> Script.of(new Answer.Silence());
            default -> Script.of(new Answer.Nothing());
        };
    }

    private Script edits(JsonNode array) {
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
        return new EditScript(edits, say());
    }

    private Script calls(JsonNode array) {
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
                        : new Answer.Calls(say(), calls);
    }

    private String say() {
        return answer.path("say").asString("");
    }

    private int code() {
        return answer.path("code").asInt(502);
    }

    private String message() {
        return answer.path("message").asString("The model failed.");
    }

    private Answer.Rejected rejected(JsonNode status) {
        return new Answer.Rejected(
                status.asInt(500),
                message(),
                answer.path("code").asString("server_error"),
                headers());
    }

    private Answer.Status status(JsonNode status) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.putAll(headers());
        return new Answer.Status(status.asInt(500), answer.path("body").asString(""), headers);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.path("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey(), header.getValue().asString("")));
        return headers;
    }

    private static String text(JsonNode node, String where) {
        if (!node.isString() || node.asString().isEmpty()) {
            throw new IllegalArgumentException(where + ": must be a text that is not empty");
        }
        return node.asString();
    }
}
