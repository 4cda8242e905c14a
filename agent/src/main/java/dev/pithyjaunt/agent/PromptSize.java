package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.agent.prompt.TokenMeasure;

import java.util.List;

/// How many tokens are sent and answered, measured high.
final class PromptSize {

    /// What a message and a call have around their texts.
    private static final int FRAME = 8;

    private PromptSize() {}

    /// What an answer is by the same measure.
    static int of(Completion answer, String model) {
        return of(
                List.of(new Message.Assistant(answer.text(), answer.calls(), null)),
                List.of(),
                model);
    }

    static int of(List<Message> conversation, List<ToolSpec> tools, String model) {
        TokenMeasure measure = TokenMeasure.of(model);
        int tokens = 0;
        for (Message message : conversation) {
            tokens += FRAME + measure.estimate(message.text());
            if (message instanceof Message.Assistant assistant) {
                for (ToolCall call : assistant.calls()) {
                    tokens += FRAME + measure.estimate(call.name() + call.arguments());
                }
            }
        }
        for (ToolSpec tool : tools) {
            tokens += FRAME + measure.estimate(tool.name() + tool.description());
            for (ToolSpec.Parameter parameter : tool.parameters()) {
                tokens += FRAME + measure.estimate(parameter.name() + parameter.description());
            }
        }
        return tokens;
    }
}
