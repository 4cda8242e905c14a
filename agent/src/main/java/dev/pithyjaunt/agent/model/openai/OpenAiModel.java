package dev.pithyjaunt.agent.model.openai;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.catalog.ModelFacts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A model behind OpenAI's chat completions: OpenAI's own, Ollama's, or those of any server that
/// speaks them.
public final class OpenAiModel implements Model {

    private final ModelSettings settings;
    private final Failures failures;

    public OpenAiModel(ModelSettings settings) {
        this.settings = settings;
        this.failures = new Failures(settings);
    }

    @Override
    public ModelFacts facts() {
        return settings.facts();
    }

    @Override
    public Completion complete(
            List<Message> conversation,
            List<ToolSpec> tools,
            int maxOutputTokens,
            Deadline deadline) {
        Duration limit = deadline.atMost(settings.callLimit());
        if (limit.isZero()) {
            throw failures.noTimeLeft();
        }
        Instant start = deadline.clock().instant();
        StreamedAnswer answer = new StreamedAnswer(failures);
        client(limit).chat(request(conversation, tools), answer);
        return answer.completion(settings, Duration.between(start, deadline.clock().instant()));
    }

    /// Made for one call, whose limit it has; langchain4j always asks for the usage in the stream.
    private OpenAiStreamingChatModel client(Duration limit) {
        var client =
                OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(new CancellableHttpClient.Builder(limit, failures))
                        .baseUrl(settings.baseUrl().toString())
                        .modelName(settings.name());
        if (!settings.apiKey().isEmpty()) {
            client.apiKey(settings.apiKey());
        }
        if (settings.facts().takesTemperature()) {
            client.temperature(0.0);
        }
        return client.build();
    }

    private static ChatRequest request(List<Message> conversation, List<ToolSpec> tools) {
        return ChatRequest.builder()
                .messages(conversation.stream().map(OutgoingMessage::of).toList())
                .toolSpecifications(tools.stream().map(OutgoingTool::of).toList())
                .build();
    }
}
