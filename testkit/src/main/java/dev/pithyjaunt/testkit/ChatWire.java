package dev.pithyjaunt.testkit;

import static dev.pithyjaunt.protocol.Json.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// OpenAI's chat completions.
///
/// Source: <https://platform.openai.com/docs/api-reference/chat>
final class ChatWire implements Wire {

    /// Code points of text in one event of a stream.
    private static final int TEXT_PIECE = 16;

    /// Code points of arguments in one event of a stream.
    private static final int ARGUMENTS_PIECE = 7;

    @Override
    public Received read(Map<String, String> headers, String body) {
        return ChatRequests.read(headers, body);
    }

    @Override
    public String error(Refusal refusal) {
        return OpenAiErrors.body(refusal);
    }

    @Override
    public String json(ModelRequest request, Reply reply, ReportedUsage usage) {
        String said =
                reply.text().isEmpty() && !reply.calls().isEmpty() ? "null" : line(reply.text());
        boolean refused = reply.ending() == Reply.Ending.REFUSED;
        String message =
                """
                {"role":"assistant","content":%s,"refusal":%s%s}\
                """
                        .formatted(
                                refused ? "null" : said,
                                refused ? said : "null",
                                reply.calls().isEmpty() ? "" : toolCalls(request, reply));
        return """
        {%s,"choices":[{"index":0,"message":%s,"logprobs":null,"finish_reason":"%s"}],"usage":%s}\
        """
                .formatted(head(request, "chat.completion"), message, reason(reply), usage(usage));
    }

    private static String toolCalls(ModelRequest request, Reply reply) {
        List<String> calls = new ArrayList<>();
        for (Answer.Call call : reply.calls()) {
            calls.add(
                    """
                    {"id":"%s","type":"function","function":{"name":%s,"arguments":%s}}\
                    """
                            .formatted(
                                    CallIds.next(request, calls.size()),
                                    line(call.tool()),
                                    line(call.arguments())));
        }
        return ",\"tool_calls\":[" + String.join(",", calls) + "]";
    }

    @Override
    public Events events(ModelRequest request, Reply reply, ReportedUsage usage) {
        List<String> begun = new ArrayList<>();
        begun.add(delta(request, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"));
        String field = reply.ending() == Reply.Ending.REFUSED ? "refusal" : "content";
        for (String piece : Reply.pieces(reply.text(), TEXT_PIECE)) {
            begun.add(delta(request, "{\"%s\":%s}".formatted(field, line(piece))));
        }
        for (int index = 0; index < reply.calls().size(); index++) {
            begun.addAll(callEvents(request, index, reply.calls().get(index)));
        }
        return new Events(begun, end(request, reply, usage));
    }

    /// Id and name first, then the arguments in small pieces.
    private static List<String> callEvents(ModelRequest request, int index, Answer.Call call) {
        List<String> events = new ArrayList<>();
        events.add(
                delta(
                        request,
                        """
                        {"tool_calls":[{"index":%d,"id":"%s","type":"function","function":{"name":%s,"arguments":""}}]}\
                        """
                                .formatted(
                                        index, CallIds.next(request, index), line(call.tool()))));
        for (String piece : Reply.pieces(call.arguments(), ARGUMENTS_PIECE)) {
            events.add(
                    delta(
                            request,
                            """
                            {"tool_calls":[{"index":%d,"function":{"arguments":%s}}]}\
                            """
                                    .formatted(index, line(piece))));
        }
        return events;
    }

    /// The reason, the usage when asked for, the end.
    private static List<String> end(ModelRequest request, Reply reply, ReportedUsage usage) {
        List<String> events = new ArrayList<>();
        events.add(chunk(request, "[%s]".formatted(choice("{}", '"' + reason(reply) + '"')), ""));
        if (request.usageAsked()) {
            events.add(chunk(request, "[]", ",\"usage\":" + usage(usage)));
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static String delta(ModelRequest request, String delta) {
        return chunk(request, "[%s]".formatted(choice(delta, "null")), "");
    }

    private static String choice(String delta, String reason) {
        return """
        {"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}\
        """
                .formatted(delta, reason);
    }

    private static String chunk(ModelRequest request, String choices, String more) {
        return "data: {%s,\"choices\":%s%s}\n\n"
                .formatted(head(request, "chat.completion.chunk"), choices, more);
    }

    private static String head(ModelRequest request, String object) {
        return """
        "id":"chatcmpl-scripted","object":"%s","created":0,"model":%s\
        """
                .formatted(object, line(request.model()));
    }

    /// Refusals end as answers do.
    private static String reason(Reply reply) {
        return switch (reply.ending()) {
            case STOP, REFUSED -> "stop";
            case CALLS -> "tool_calls";
            case LENGTH -> "length";
        };
    }

    /// What comes from the cache is part of the prompt here.
    private static String usage(ReportedUsage usage) {
        String cost = usage.cost() == null ? "" : ",\"cost\":" + usage.cost().toPlainString();
        return """
        {"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,"prompt_tokens_details":{"cached_tokens":%d,"cache_write_tokens":%d},"completion_tokens_details":{"reasoning_tokens":%d}%s}\
        """
                .formatted(
                        usage.input(),
                        usage.output(),
                        usage.input() + usage.output(),
                        usage.cached(),
                        usage.written(),
                        usage.reasoning(),
                        cost);
    }

    @Override
    public String failedJson(ModelRequest request, Answer.Failed failed) {
        return """
        {"error":{"code":%d,"message":%s}}\
        """
                .formatted(failed.code(), line(failed.message()));
    }

    /// As OpenRouter does.
    ///
    /// Source: <https://openrouter.ai/docs/api-reference/errors>
    @Override
    public String failure(ModelRequest request, int sequence, Answer.Failed failed) {
        return """
        data: {%s,"error":{"code":%d,"message":%s},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}

        """
                .formatted(
                        head(request, "chat.completion.chunk"),
                        failed.code(),
                        line(failed.message()));
    }

    @Override
    public String errorEvent(int sequence, Answer.ErrorEvent error) {
        return Wire.event(
                "error",
                OpenAiErrors.body(new Refusal(error.code(), error.message(), "server_error")));
    }
}
