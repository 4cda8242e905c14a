package dev.pithyjaunt.testkit;

import static dev.pithyjaunt.protocol.Json.line;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Anthropic's messages.
///
/// Source: <https://platform.claude.com/docs/en/build-with-claude/streaming>
final class MessagesWire implements Wire {

    /// Code points in one event of a stream.
    private static final int PIECE = 16;

    @Override
    public Received read(Map<String, String> headers, String body) {
        return MessagesRequests.read(headers, body);
    }

    @Override
    public String error(Refusal refusal) {
        return AnthropicErrors.body(AnthropicErrors.type(refusal.status()), refusal.message());
    }

    @Override
    public String json(ModelRequest request, Reply reply, ReportedUsage usage) {
        List<String> blocks = new ArrayList<>();
        if (thinks(request, reply)) {
            blocks.add(thinking(shown(request, reply), Seal.of(reply.thought())));
        }
        if (!reply.text().isEmpty()) {
            blocks.add("{\"type\":\"text\",\"text\":%s}".formatted(line(reply.text())));
        }
        for (int index = 0; index < reply.calls().size(); index++) {
            Answer.Call call = reply.calls().get(index);
            blocks.add(toolUse(CallIds.next(request, index), call.tool(), input(call)));
        }
        return message(
                request,
                String.join(",", blocks),
                '"' + reason(reply) + '"',
                details(reply),
                usage(usage, usage.output()));
    }

    @Override
    public Events events(ModelRequest request, Reply reply, ReportedUsage usage) {
        List<String> begun = new ArrayList<>();
        String opened = message(request, "", "null", "null", usage(usage, 1));
        begun.add(event("message_start", "\"message\":" + opened));
        begun.add(event("ping", ""));
        int index = 0;
        if (thinks(request, reply)) {
            begun.addAll(thought(request, reply, index++));
        }
        if (!reply.text().isEmpty()) {
            begun.addAll(
                    block(
                            index++,
                            "{\"type\":\"text\",\"text\":\"\"}",
                            deltas("text", reply.text())));
        }
        for (int call = 0; call < reply.calls().size(); call++) {
            Answer.Call called = reply.calls().get(call);
            begun.addAll(
                    block(
                            index++,
                            toolUse(CallIds.next(request, call), called.tool(), "{}"),
                            inputDeltas(called)));
        }
        return new Events(begun, end(reply, usage));
    }

    private static List<String> end(Reply reply, ReportedUsage usage) {
        return List.of(
                event(
                        "message_delta",
                        """
                        "delta":{"stop_reason":"%s","stop_sequence":null,"stop_details":%s},"usage":%s\
                        """
                                .formatted(
                                        reason(reply),
                                        details(reply),
                                        usage(usage, usage.output()))),
                event("message_stop", ""));
    }

    private static List<String> thought(ModelRequest request, Reply reply, int index) {
        List<String> deltas = new ArrayList<>(deltas("thinking", shown(request, reply)));
        deltas.add(
                "{\"type\":\"signature_delta\",\"signature\":%s}"
                        .formatted(line(Seal.of(reply.thought()))));
        return block(index, thinking("", ""), deltas);
    }

    private static List<String> block(int index, String start, List<String> deltas) {
        List<String> events = new ArrayList<>();
        events.add(
                event(
                        "content_block_start",
                        "\"index\":%d,\"content_block\":%s".formatted(index, start)));
        for (String delta : deltas) {
            events.add(
                    event(
                            "content_block_delta",
                            "\"index\":%d,\"delta\":%s".formatted(index, delta)));
        }
        events.add(event("content_block_stop", "\"index\":" + index));
        return events;
    }

    private static List<String> deltas(String kind, String text) {
        return Reply.pieces(text, PIECE).stream()
                .map(piece ->
                        "{\"type\":\"%s_delta\",\"%s\":%s}".formatted(kind, kind, line(piece)))
                .toList();
    }

    /// An empty one first, as the provider does.
    private static List<String> inputDeltas(Answer.Call call) {
        List<String> deltas = new ArrayList<>();
        deltas.add("{\"type\":\"input_json_delta\",\"partial_json\":\"\"}");
        for (String piece : Reply.pieces(call.arguments(), PIECE)) {
            deltas.add(
                    "{\"type\":\"input_json_delta\",\"partial_json\":%s}".formatted(line(piece)));
        }
        return deltas;
    }

    private static String event(String type, String fields) {
        return Wire.event(
                type, "{\"type\":\"%s\"%s%s}".formatted(type, fields.isEmpty() ? "" : ",", fields));
    }

    private static boolean thinks(ModelRequest request, Reply reply) {
        return !reply.thought().isEmpty()
                && !thinking(request).path("type").asString("").equals("disabled");
    }

    /// What the client may read of the thought.
    private static String shown(ModelRequest request, Reply reply) {
        return thinking(request).path("display").asString("").equals("omitted")
                ? ""
                : reply.thought();
    }

    private static JsonNode thinking(ModelRequest request) {
        return Json.read(request.body(), JsonNode.class).path("thinking");
    }

    private static String thinking(String thought, String signature) {
        return """
        {"type":"thinking","thinking":%s,"signature":%s}\
        """
                .formatted(line(thought), line(signature));
    }

    private static String toolUse(String id, String tool, String input) {
        return """
        {"type":"tool_use","id":"%s","name":%s,"input":%s}\
        """
                .formatted(id, line(tool), input);
    }

    /// As it is where it is JSON, else as a text.
    private static String input(Answer.Call call) {
        try {
            return line(Json.read(call.arguments(), JsonNode.class));
        } catch (MalformedJsonException e) {
            return line(call.arguments());
        }
    }

    private static String message(
            ModelRequest request, String blocks, String reason, String details, String usage) {
        return """
        {"id":"msg_scripted","type":"message","role":"assistant","model":%s,"content":[%s],"stop_reason":%s,"stop_sequence":null,"stop_details":%s,"usage":%s}\
        """
                .formatted(line(request.model()), blocks, reason, details, usage);
    }

    private static String reason(Reply reply) {
        return switch (reply.ending()) {
            case STOP -> "end_turn";
            case CALLS -> "tool_use";
            case LENGTH -> "max_tokens";
            case REFUSED -> "refusal";
        };
    }

    private static String details(Reply reply) {
        return reply.ending() == Reply.Ending.REFUSED
                ? """
                {"type":"refusal","category":null,"explanation":null}\
                """
                : "null";
    }

    /// What comes from the cache is counted apart here.
    private static String usage(ReportedUsage usage, int output) {
        String cost = usage.cost() == null ? "" : ",\"cost\":" + usage.cost().toPlainString();
        return """
        {"input_tokens":%d,"cache_creation_input_tokens":%d,"cache_read_input_tokens":%d,"cache_creation":{"ephemeral_5m_input_tokens":%d,"ephemeral_1h_input_tokens":%d},"output_tokens":%d,"output_tokens_details":{"thinking_tokens":%d},"service_tier":"standard"%s}\
        """
                .formatted(
                        usage.fresh(),
                        usage.written(),
                        usage.cached(),
                        usage.written() - usage.writtenForAnHour(),
                        usage.writtenForAnHour(),
                        output,
                        Math.min(output, usage.reasoning()),
                        cost);
    }

    /// The provider has none of these; a gateway in front of it may.
    @Override
    public String failedJson(ModelRequest request, Answer.Failed failed) {
        return AnthropicErrors.body(AnthropicErrors.type(failed.code()), failed.message());
    }

    @Override
    public String failure(ModelRequest request, int sequence, Answer.Failed failed) {
        return errorEvent(
                sequence, new Answer.ErrorEvent(failed.text(), failed.code(), failed.message()));
    }

    @Override
    public String errorEvent(int sequence, Answer.ErrorEvent error) {
        return Wire.event(
                "error", AnthropicErrors.body(AnthropicErrors.type(error.code()), error.message()));
    }
}
