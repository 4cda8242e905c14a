package dev.pithyjaunt.agent.model.openai;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.Reasoning;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.model.http.Failures;
import dev.pithyjaunt.agent.model.http.ReportedUsage;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads the events of a response. The last one holds all of it, the items before it are for
/// servers that leave them out there. langchain4j reads less: no refusal, no reason for an
/// incomplete answer, no reasoning but the first, no event named `error`.
///
/// Source: <https://platform.openai.com/docs/api-reference/responses-streaming>
final class ResponsesAnswer {

    private static final String END = "[DONE]";

    private final ModelSettings settings;
    private final Failures failures;
    private final List<JsonNode> items = new ArrayList<>();
    private @Nullable JsonNode response;

    ResponsesAnswer(ModelSettings settings, Failures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    /// @throws ModelException when it tells a failure
    void see(ServerSentEvent event) {
        if (event.data().equals(END)) {
            return;
        }
        JsonNode json;
        try {
            json = Json.read(event.data(), JsonNode.class);
        } catch (MalformedJsonException e) {
            throw failures.broken("sent an event that is not one of its protocol", "");
        }
        switch (json.path("type").asString(event.event() == null ? "" : event.event())) {
            case "response.output_item.done" -> items.add(json.path("item"));
            case "response.completed", "response.incomplete" -> response = json.path("response");
            case "response.failed" -> throw failures.inside(json.path("response"));
            case "error" -> throw failures.inside(json);
            default -> {
                if (json.hasNonNull("error")) {
                    throw failures.inside(json);
                }
            }
        }
    }

    /// The whole answer.
    ///
    /// @throws ModelException when there is none
    Completion completion(Duration took) {
        if (response == null) {
            throw failures.broken("ended its answer without a reason that is known", "");
        }
        List<JsonNode> output = new ArrayList<>();
        response.path("output").forEach(output::add);
        if (output.isEmpty()) {
            output.addAll(items);
        }
        JsonNode counted = response.path("usage");
        Usage.Call usage =
                ReportedUsage.ofOpenAi(settings, counted.isObject() ? counted : null, took);
        String refusal = text(output, "refusal");
        if (!refusal.isEmpty()) {
            return new Completion(refusal, Ending.REFUSED, usage);
        }
        Ending ending = ending(response);
        boolean finished = ending == Ending.FINISHED;
        Reasoning reasoning = finished ? SealedItems.seal(settings, output) : null;
        return new Completion(
                text(output, "text"),
                finished ? calls(output) : List.of(),
                reasoning,
                ending,
                usage);
    }

    private Ending ending(JsonNode whole) {
        String status = whole.path("status").asString("completed");
        String reason = whole.at("/incomplete_details/reason").asString("");
        return switch (status) {
            case "completed" -> Ending.FINISHED;
            case "incomplete" ->
                    switch (reason) {
                        case "max_output_tokens" -> Ending.CUT_OFF;
                        case "content_filter" -> Ending.REFUSED;
                        default -> throw unknownEnd(status + " " + reason);
                    };
            default -> throw unknownEnd(status);
        };
    }

    private ModelException unknownEnd(String reason) {
        return failures.broken("ended its answer for a reason that is not known", reason.strip());
    }

    /// @param field of the parts of messages: `text` or `refusal`
    private static String text(List<JsonNode> output, String field) {
        StringBuilder text = new StringBuilder();
        for (JsonNode item : output) {
            if (item.path("type").asString("").equals("message")) {
                item.path("content").forEach(part -> text.append(part.path(field).asString("")));
            }
        }
        return text.toString();
    }

    private static List<ToolCall> calls(List<JsonNode> output) {
        return output.stream()
                .filter(item -> item.path("type").asString("").equals("function_call"))
                .map(item ->
                        new ToolCall(
                                item.path("call_id").asString(item.path("id").asString("")),
                                item.path("name").asString(""),
                                item.path("arguments").asString("")))
                .toList();
    }
}
