package dev.pithyjaunt.agent.model.openai;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Gathers what langchain4j reads from a stream, and what it passes over: error objects, refusals
/// and tokens written to the cache. The first failure counts.
final class StreamedAnswer implements StreamingChatResponseHandler {

    private final Failures failures;
    private final StringBuilder refusal = new StringBuilder();
    private long cacheWriteTokens;
    private @Nullable ModelException failure;
    private @Nullable ChatResponse response;

    StreamedAnswer(Failures failures) {
        this.failures = failures;
    }

    /// An event without text, such as the one with the usage.
    @Override
    public void onUnmappedRawEvent(Object rawEvent) {
        if (rawEvent instanceof ServerSentEvent event) {
            JsonNode json = Json.read(event.data(), JsonNode.class);
            if (json.hasNonNull("error")) {
                fail(failures.broken("broke off its answer", ErrorBody.of(json).words()));
            }
            refusal.append(json.at("/choices/0/delta/refusal").asString(""));
            cacheWriteTokens +=
                    json.at("/usage/prompt_tokens_details/cache_write_tokens").asLong(0);
        }
    }

    /// langchain4j hands over an event named `error` as an exception with its data for message, and
    /// what it can't read with a cause.
    @Override
    public void onError(Throwable error) {
        fail(
                error.getCause() == null && error.getMessage() != null
                        ? failures.broken(
                                "broke off its answer", ErrorBody.parse(error.getMessage()).words())
                        : failures.broken("sent an event that is not one of its protocol", ""));
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
    Completion completion(ModelSettings settings, Duration took) {
        if (failure != null) {
            throw failure;
        }
        if (response == null || response.finishReason() == null) {
            throw failures.broken("ended its answer without a reason that is known", "");
        }
        String text = response.aiMessage().text() == null ? "" : response.aiMessage().text();
        Usage.Call usage = usage(settings, took, response);
        if (!refusal.isEmpty()) {
            return new Completion(refusal.toString(), Ending.REFUSED, usage);
        }
        List<ToolCall> calls = calls(response.aiMessage().toolExecutionRequests());
        Ending ending = ending(response.finishReason(), calls);
        return new Completion(
                text, ending == Ending.FINISHED ? calls : List.of(), null, ending, usage);
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

    /// OpenAI counts both cache classes inside the prompt tokens.
    ///
    /// Source: <https://platform.openai.com/docs/api-reference/chat/object>
    private Usage.Call usage(ModelSettings settings, Duration took, ChatResponse answer) {
        double seconds = took.toMillis() / 1000.0;
        if (!(answer.tokenUsage() instanceof OpenAiTokenUsage usage)) {
            return new Usage.Call(
                    settings.provider(), settings.name(), 0, 0, 0, 0, 0, false, seconds, null);
        }
        var input = usage.inputTokensDetails();
        var output = usage.outputTokensDetails();
        long cached = input == null ? 0 : orZero(input.cachedTokens());
        return new Usage.Call(
                settings.provider(),
                settings.name(),
                Math.max(0, orZero(usage.inputTokenCount()) - cached - cacheWriteTokens),
                cached,
                cacheWriteTokens,
                orZero(usage.outputTokenCount()),
                output == null ? 0 : orZero(output.reasoningTokens()),
                true,
                seconds,
                null);
    }

    private static long orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
