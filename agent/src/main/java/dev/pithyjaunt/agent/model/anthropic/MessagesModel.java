package dev.pithyjaunt.agent.model.anthropic;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
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

import java.util.ArrayList;
import java.util.List;

/// A model behind Anthropic's messages. It is never asked with sampling parameters, which newer
/// models refuse.
public final class MessagesModel implements Model {

    /// The version that langchain4j's requests are written for and that gateways know. They would
    /// satisfy 2026-10-21 too, but for that version Anthropic documents a key in `Authorization`
    /// only, and langchain4j sends it in `x-api-key`.
    ///
    /// Source: <https://platform.claude.com/docs/en/api/versioning>
    private static final String VERSION = "2023-06-01";

    /// langchain4j wants a key; servers that need none take any.
    private static final String NO_KEY = "none";

    private final ModelSettings settings;
    private final Failures failures;

    public MessagesModel(ModelSettings settings) {
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
        CacheMarks marks = CacheMarks.of(conversation, tools, settings.facts().minCacheTokens());
        WrittenRequest written =
                WrittenRequest.of(
                        http -> writer(http, maxOutputTokens, marks),
                        request(conversation, tools, marks));
        String body = SealedContent.put(written.http().body(), conversation, this);
        MessagesAnswer answer = new MessagesAnswer(settings, failures);
        call.events(written.withBody(body).http()).forEach(answer::see);
        return answer.completion(call.took());
    }

    private AnthropicStreamingChatModel writer(
            HttpClientBuilder http, int maxOutputTokens, CacheMarks marks) {
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(operations(settings.baseUrl().toString()))
                .apiKey(settings.apiKey().isEmpty() ? NO_KEY : settings.apiKey())
                .version(VERSION)
                .modelName(settings.name())
                .maxTokens(maxOutputTokens)
                .cacheSystemMessages(marks.system())
                .build();
    }

    /// Anthropic's own tools take addresses without a version, langchain4j takes them with one.
    private static String operations(String baseUrl) {
        String plain = baseUrl.replaceFirst("/+$", "");
        return plain.endsWith("/v1") ? plain : plain + "/v1";
    }

    private static ChatRequest request(
            List<Message> conversation, List<ToolSpec> tools, CacheMarks marks) {
        List<ChatMessage> messages = new ArrayList<>();
        for (int i = 0; i < conversation.size(); i++) {
            ChatMessage message = OutgoingMessage.of(spoken(conversation.get(i)));
            messages.add(marks.messages().contains(i) ? CacheMarks.marked(message) : message);
        }
        return ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(tools.stream().map(OutgoingTool::of).toList())
                .build();
    }

    /// A message without content is refused.
    private static Message spoken(Message message) {
        return message instanceof Message.Assistant(String text, var calls, _)
                        && text.isBlank()
                        && calls.isEmpty()
                ? new Message.Assistant("(no answer)")
                : message;
    }
}
