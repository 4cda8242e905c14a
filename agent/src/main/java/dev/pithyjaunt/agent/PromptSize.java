package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.agent.prompt.TokenMeasure;

import java.util.List;

/// How many tokens a request is, measured high.
final class PromptSize {

    /// What a message and a call have around their texts.
    private static final int FRAME = 8;

    private PromptSize() {}

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
