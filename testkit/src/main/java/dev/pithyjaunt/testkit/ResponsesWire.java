package dev.pithyjaunt.testkit;

import static dev.pithyjaunt.protocol.Json.line;

import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// OpenAI's responses.
///
/// Source: <https://developers.openai.com/api/reference/resources/responses>
final class ResponsesWire implements Wire {

    @Override
    public Received read(Map<String, String> headers, String body) {
        return ResponsesRequests.read(headers, body);
    }

    @Override
    public String error(Refusal refusal) {
        return OpenAiErrors.body(refusal);
    }

    @Override
    public String json(ModelRequest request, Reply reply, ReportedUsage usage) {
        return response(request, status(reply), items(request, reply), usage(usage), "null");
    }

    @Override
    public Events events(ModelRequest request, Reply reply, ReportedUsage usage) {
        ResponsesEvents events = new ResponsesEvents();
        String opened = response(request, "in_progress", List.of(), "null", "null");
        events.add("response.created", "\"response\":" + opened);
        events.add("response.in_progress", "\"response\":" + opened);
        if (!reply.thought().isEmpty()) {
            events.thought(thought(request, reply));
        }
        if (speaks(reply)) {
            events.text(reply, status(reply));
        }
        for (int index = 0; index < reply.calls().size(); index++) {
            events.call(CallIds.next(request, index), reply.calls().get(index));
        }
        String end = reply.ending() == Reply.Ending.LENGTH ? "incomplete" : "completed";
        events.end();
        events.add("response." + end, "\"response\":" + json(request, reply, usage));
        return events.all();
    }

    private static boolean speaks(Reply reply) {
        return !reply.text().isEmpty() || reply.calls().isEmpty();
    }

    private static List<String> items(ModelRequest request, Reply reply) {
        List<String> items = new ArrayList<>();
        if (!reply.thought().isEmpty()) {
            items.add(thought(request, reply));
        }
        if (speaks(reply)) {
            items.add(
                    ResponsesEvents.message(
                            status(reply), ResponsesEvents.part(reply, reply.text())));
        }
        for (int index = 0; index < reply.calls().size(); index++) {
            Answer.Call call = reply.calls().get(index);
            items.add(
                    ResponsesEvents.call(
                            CallIds.next(request, index), call, call.arguments(), "completed"));
        }
        return items;
    }

    /// Its content only sealed, and only when that was asked for.
    private static String thought(ModelRequest request, Reply reply) {
        boolean sealed = false;
        for (JsonNode include : Json.read(request.body(), JsonNode.class).path("include")) {
            sealed |= include.asString("").equals("reasoning.encrypted_content");
        }
        return """
        {"id":"rs_scripted","type":"reasoning","summary":[]%s}\
        """
                .formatted(
                        sealed ? ",\"encrypted_content\":" + line(Seal.of(reply.thought())) : "");
    }

    private static String status(Reply reply) {
        return reply.ending() == Reply.Ending.LENGTH ? "incomplete" : "completed";
    }

    private static String response(
            ModelRequest request, String status, List<String> items, String usage, String error) {
        String incomplete =
                status.equals("incomplete") ? "{\"reason\":\"max_output_tokens\"}" : "null";
        return """
        {"id":"resp_scripted","object":"response","created_at":0,"status":"%s","error":%s,"incomplete_details":%s,"instructions":null,"metadata":{},"model":%s,"output":[%s],"parallel_tool_calls":true,"temperature":null,"tool_choice":"auto","tools":[],"top_p":null,"max_output_tokens":%s,"previous_response_id":null,"store":false,"usage":%s}\
        """
                .formatted(
                        status,
                        error,
                        incomplete,
                        line(request.model()),
                        String.join(",", items),
                        request.maxOutputTokens().isPresent()
                                ? String.valueOf(request.maxOutputTokens().getAsInt())
                                : "null",
                        usage);
    }

    /// What comes from the cache is part of the input here.
    private static String usage(ReportedUsage usage) {
        String cost = usage.cost() == null ? "" : ",\"cost\":" + usage.cost().toPlainString();
        return """
        {"input_tokens":%d,"input_tokens_details":{"cached_tokens":%d,"cache_write_tokens":%d},"output_tokens":%d,"output_tokens_details":{"reasoning_tokens":%d},"total_tokens":%d%s}\
        """
                .formatted(
                        usage.input(),
                        usage.cached(),
                        usage.written(),
                        usage.output(),
                        usage.reasoning(),
                        usage.input() + usage.output(),
                        cost);
    }

    @Override
    public String failedJson(ModelRequest request, Answer.Failed failed) {
        return response(request, "failed", List.of(), "null", failedError(failed));
    }

    @Override
    public String failure(ModelRequest request, int sequence, Answer.Failed failed) {
        return Wire.event(
                "response.failed",
                """
                {"type":"response.failed","sequence_number":%d,"response":%s}\
                """
                        .formatted(sequence, failedJson(request, failed)));
    }

    private static String failedError(Answer.Failed failed) {
        return """
        {"code":"%s","message":%s}\
        """
                .formatted(
                        failed.code() == 429 ? "rate_limit_exceeded" : "server_error",
                        line(failed.message()));
    }

    @Override
    public String errorEvent(int sequence, Answer.ErrorEvent error) {
        return Wire.event(
                "error",
                """
                {"type":"error","sequence_number":%d,"code":"%s","message":%s,"param":null}\
                """
                        .formatted(
                                sequence,
                                error.code() == 429 ? "rate_limit_exceeded" : "server_error",
                                line(error.message())));
    }
}
