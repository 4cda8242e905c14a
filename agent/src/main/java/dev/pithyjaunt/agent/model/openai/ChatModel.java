package dev.pithyjaunt.agent.model.openai;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.agent.model.http.Failures;
import dev.pithyjaunt.agent.model.http.HttpCall;
import dev.pithyjaunt.agent.model.langchain.OutgoingMessage;
import dev.pithyjaunt.agent.model.langchain.OutgoingTool;
import dev.pithyjaunt.agent.model.langchain.WrittenRequest;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.catalog.ModelFacts;

import java.util.List;
import java.util.Map;

/// A model behind OpenAI's chat completions: OpenAI's own, Ollama's, or those of any server that
/// speaks them.
final class ChatModel implements Model {

    private static final String OPENROUTER = "openrouter";

    private final ModelSettings settings;
    private final Failures failures;

    ChatModel(ModelSettings settings) {
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
        HttpCall call = new HttpCall(settings, failures, deadline);
        ChatAnswer answer = new ChatAnswer(settings, failures);
        WrittenRequest request =
                WrittenRequest.of(
                        http -> writer(http, maxOutputTokens),
                        request(conversation, tools),
                        answer);
        for (ServerSentEvent event : call.events(request.http())) {
            answer.see(event);
            request.reader().onEvent(event);
        }
        request.reader().onClose();
        return answer.completion(call.took());
    }

    /// It always asks for the usage in the stream.
    private OpenAiStreamingChatModel writer(HttpClientBuilder http, int maxOutputTokens) {
        var model =
                OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(settings.baseUrl().toString())
                        .modelName(settings.name());
        switch (TokenLimit.of(settings)) {
            case MAX_COMPLETION_TOKENS -> model.maxCompletionTokens(maxOutputTokens);
            case MAX_TOKENS -> model.maxTokens(maxOutputTokens);
        }
        if (!settings.apiKey().isEmpty()) {
            model.apiKey(settings.apiKey());
        }
        if (settings.facts().takesTemperature()) {
            model.temperature(0.0);
        }
        if (settings.provider().equals(OPENROUTER)) {
            // What the call costs comes with the usage then.
            model.customParameters(Map.of("usage", Map.of("include", true)));
        }
        return model.build();
    }

    private static ChatRequest request(List<Message> conversation, List<ToolSpec> tools) {
        return ChatRequest.builder()
                .messages(conversation.stream().map(OutgoingMessage::of).toList())
                .toolSpecifications(tools.stream().map(OutgoingTool::of).toList())
                .build();
    }
}
