package dev.pithyjaunt.agent.model.openai;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
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
import java.util.Locale;

/// A model behind OpenAI's responses. Nothing is kept at the provider: each request carries the
/// whole conversation, with the model's sealed reasoning in it.
final class ResponsesModel implements Model {

    /// Lesser limits are refused.
    private static final int MIN_OUTPUT_TOKENS = 16;

    private final ModelSettings settings;
    private final Failures failures;

    /// Whether it is asked for its reasoning: only models that reason have any, and the others
    /// refuse to be asked. Of a model that is not known, its provider tells.
    private volatile boolean reasons;

    ResponsesModel(ModelSettings settings) {
        this.settings = settings;
        this.failures = new Failures(settings);
        this.reasons = !settings.facts().takesTemperature();
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
        try {
            return ask(conversation, tools, maxOutputTokens, deadline);
        } catch (ModelException e) {
            if (!reasons || !saysThatItDoesNotReason(e)) {
                throw e;
            }
            reasons = false;
            return ask(conversation, tools, maxOutputTokens, deadline);
        }
    }

    /// As "Encrypted content is not supported with this model."
    private static boolean saysThatItDoesNotReason(ModelException failure) {
        return failure.reason() == ModelException.Reason.REJECTED
                && failure.getMessage()
                        .toLowerCase(Locale.ROOT)
                        .contains("encrypted content is not supported");
    }

    private Completion ask(
            List<Message> conversation,
            List<ToolSpec> tools,
            int maxOutputTokens,
            Deadline deadline) {
        HttpCall call = new HttpCall(settings, failures, deadline);
        WrittenRequest written =
                WrittenRequest.of(
                        http -> writer(http, maxOutputTokens),
                        ChatRequest.builder()
                                .messages(conversation.stream().map(OutgoingMessage::of).toList())
                                .toolSpecifications(tools.stream().map(OutgoingTool::of).toList())
                                .build());
        String body = SealedItems.put(written.http().body(), conversation, this);
        ResponsesAnswer answer = new ResponsesAnswer(settings, failures);
        call.events(written.withBody(body).http()).forEach(answer::see);
        return answer.completion(call.took());
    }

    private OpenAiResponsesStreamingChatModel writer(HttpClientBuilder http, int maxOutputTokens) {
        var model =
                OpenAiResponsesStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(settings.baseUrl().toString().replaceFirst("/+$", ""))
                        .modelName(settings.name())
                        .maxOutputTokens(Math.max(MIN_OUTPUT_TOKENS, maxOutputTokens))
                        .store(false);
        if (!settings.apiKey().isEmpty()) {
            model.apiKey(settings.apiKey());
        }
        if (settings.facts().takesTemperature()) {
            model.temperature(0.0);
        }
        if (reasons) {
            model.include(List.of("reasoning.encrypted_content"));
        }
        return model.build();
    }
}
