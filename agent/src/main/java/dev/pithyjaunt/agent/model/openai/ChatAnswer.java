package dev.pithyjaunt.agent.model.openai;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelSettings;
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

/// Gathers what langchain4j reads from a stream, and what it passes over: error objects, refusals,
/// tokens written to the cache and costs. The first failure counts.
final class ChatAnswer implements StreamingChatResponseHandler {

    private final ModelSettings settings;
    private final Failures failures;
    private final StringBuilder refusal = new StringBuilder();
    private @Nullable JsonNode usage;
    private @Nullable ModelException failure;
    private @Nullable ChatResponse response;

    ChatAnswer(ModelSettings settings, Failures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    /// Reads what langchain4j passes over.
    void see(ServerSentEvent event) {
        if ("error".equals(event.event())) {
            fail(failures.inside(event.data()));
            return;
        }
        JsonNode json;
        try {
            json = Json.read(event.data(), JsonNode.class);
        } catch (MalformedJsonException e) {
            // The mark of the end, or onError is called next.
            return;
        }
        if (json.hasNonNull("error")) {
            fail(failures.inside(json));
        }
        refusal.append(json.at("/choices/0/delta/refusal").asString(""));
        if (json.hasNonNull("usage")) {
            usage = json.path("usage");
        }
    }

    /// Called for what langchain4j can't read.
    @Override
    public void onError(Throwable error) {
        fail(failures.broken("sent an event that is not one of its protocol", ""));
    }

    private void fail(ModelException first) {
        if (failure == null) {
            failure = first;
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        response = complete;
    }

    /// The whole answer.
    ///
    /// @throws ModelException when there is none
    Completion completion(Duration took) {
        if (failure != null) {
            throw failure;
        }
        if (response == null || response.finishReason() == null) {
            throw failures.broken("ended its answer without a reason that is known", "");
        }
        String text = response.aiMessage().text() == null ? "" : response.aiMessage().text();
        Usage.Call counted = ReportedUsage.ofOpenAi(settings, usage, took);
        if (!refusal.isEmpty()) {
            return new Completion(refusal.toString(), Ending.REFUSED, counted);
        }
        List<ToolCall> calls = calls(response.aiMessage().toolExecutionRequests());
        Ending ending = ending(response.finishReason(), calls);
        return new Completion(
                text, ending == Ending.FINISHED ? calls : List.of(), null, ending, counted);
    }

    /// Calls get an id where a server gives none, or the same to several.
    private static List<ToolCall> calls(List<ToolExecutionRequest> requests) {
        List<ToolCall> calls = new ArrayList<>();
        for (ToolExecutionRequest request : requests) {
            String id = request.id() == null ? "" : request.id();
            boolean taken = calls.stream().anyMatch(call -> call.id().equals(id));
            calls.add(
                    new ToolCall(
                            id.isEmpty() || taken ? "call_" + (calls.size() + 1) : id,
                            request.name() == null ? "" : request.name(),
                            request.arguments() == null ? "" : request.arguments()));
        }
        return calls;
    }

    /// Some servers give `stop` for the reason of an answer that calls tools.
    private Ending ending(FinishReason reason, List<ToolCall> calls) {
        return switch (reason) {
            case STOP -> Ending.FINISHED;
            case LENGTH -> Ending.CUT_OFF;
            case CONTENT_FILTER -> Ending.REFUSED;
            case TOOL_EXECUTION, OTHER -> {
                if (calls.isEmpty()) {
                    throw failures.broken("ended its answer to call a tool, and named none", "");
                }
                yield Ending.FINISHED;
            }
        };
    }
}
