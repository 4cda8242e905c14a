package dev.pithyjaunt.agent.model.anthropic;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.model.http.Failures;
import dev.pithyjaunt.agent.model.http.ReportedUsage;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;

/// Reads the events of a message. langchain4j reads less: it knows no refusal, no full context
/// window and no pause, and what it keeps of thoughts can't be sent back unaltered.
///
/// Source: <https://platform.claude.com/docs/en/build-with-claude/streaming>
final class MessagesAnswer {

    private final ModelSettings settings;
    private final Failures failures;
    private final ContentBlocks blocks = new ContentBlocks();
    private final ObjectNode usage = JsonNodeFactory.instance.objectNode();
    private @Nullable String stopReason;
    private boolean complete;

    MessagesAnswer(ModelSettings settings, Failures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    /// @throws ModelException when it tells a failure, or is none of the protocol's
    void see(ServerSentEvent event) {
        if (event.data().equals("[DONE]")) {
            return;
        }
        JsonNode json;
        try {
            json = Json.read(event.data(), JsonNode.class);
        } catch (MalformedJsonException e) {
            throw notOfTheProtocol();
        }
        switch (json.path("type").asString(event.event() == null ? "" : event.event())) {
            case "message_start" -> count(json.at("/message/usage"));
            case "content_block_start" -> blocks.start(json);
            case "content_block_delta" -> {
                if (!blocks.grow(json)) {
                    throw notOfTheProtocol();
                }
            }
            case "message_delta" -> {
                stopReason = json.at("/delta/stop_reason").asString(stopReason);
                count(json.path("usage"));
            }
            case "message_stop" -> complete = true;
            case "error" -> throw failures.inside(json);
            default -> {
                // Pings, ends of blocks, and what later versions add.
            }
        }
    }

    private ModelException notOfTheProtocol() {
        return failures.broken("sent an event that is not one of its protocol", "");
    }

    /// Later counts are of the whole message; those that they leave out stay.
    private void count(JsonNode counts) {
        counts.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                usage.set(name, value);
            }
        });
    }

    /// The whole answer.
    ///
    /// @throws ModelException when there is none
    Completion completion(Duration took) {
        if (!complete || stopReason == null) {
            throw failures.broken("ended its answer without a reason that is known", "");
        }
        List<ToolCall> calls = blocks.calls();
        Ending ending = ending(stopReason, calls);
        boolean finished = ending == Ending.FINISHED;
        return new Completion(
                blocks.text(),
                finished ? calls : List.of(),
                finished ? SealedContent.seal(settings, blocks.content()) : null,
                ending,
                ReportedUsage.ofAnthropic(settings, usage.isEmpty() ? null : usage, took));
    }

    private Ending ending(String reason, List<ToolCall> calls) {
        return switch (reason) {
            case "end_turn", "stop_sequence" -> Ending.FINISHED;
            case "max_tokens", "model_context_window_exceeded" -> Ending.CUT_OFF;
            case "refusal" -> Ending.REFUSED;
            case "tool_use" -> {
                if (calls.isEmpty()) {
                    throw failures.broken("ended its answer to call a tool, and named none", "");
                }
                yield Ending.FINISHED;
            }
            case "pause_turn" ->
                    throw failures.broken(
                            "paused its answer, as only those with tools of the provider's own do",
                            "");
            default ->
                    throw failures.broken(
                            "ended its answer for a reason that is not known", reason);
        };
    }
}
