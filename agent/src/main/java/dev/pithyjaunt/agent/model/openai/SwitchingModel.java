package dev.pithyjaunt.agent.model.openai;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.protocol.catalog.WireProtocol;

import java.util.List;
import java.util.Locale;

/// A model behind OpenAI's protocols that is asked over the other of the two once its server says
/// that it does not speak the first for this model: some models are served over responses only, and
/// many servers know chat completions only.
public final class SwitchingModel implements Model {

    private static final int NO_SUCH_PATH = 404;

    private final Model first;
    private final Model other;
    private volatile boolean switched;

    /// @param settings the first protocol is theirs
    public SwitchingModel(ModelSettings settings) {
        boolean chat = settings.protocol() == WireProtocol.CHAT;
        this.first = chat ? new ChatModel(settings) : new ResponsesModel(settings);
        this.other = chat ? new ResponsesModel(settings) : new ChatModel(settings);
    }

    @Override
    public ModelFacts facts() {
        return first.facts();
    }

    /// Stays with the other protocol once that was understood.
    @Override
    public Completion complete(
            List<Message> conversation,
            List<ToolSpec> tools,
            int maxOutputTokens,
            Deadline deadline) {
        if (switched) {
            return other.complete(conversation, tools, maxOutputTokens, deadline);
        }
        try {
            return first.complete(conversation, tools, maxOutputTokens, deadline);
        } catch (ModelException e) {
            if (!wantsAnother(e)) {
                throw e;
            }
            return change(e, conversation, tools, maxOutputTokens, deadline);
        }
    }

    /// @param told to people when the server speaks neither
    private Completion change(
            ModelException told,
            List<Message> conversation,
            List<ToolSpec> tools,
            int maxOutputTokens,
            Deadline deadline) {
        try {
            Completion completion = other.complete(conversation, tools, maxOutputTokens, deadline);
            switched = true;
            return completion;
        } catch (ModelException e) {
            if (e.reason() == Reason.REJECTED && (hasStatus(e, NO_SUCH_PATH) || wantsAnother(e))) {
                throw told;
            }
            switched = true;
            throw e;
        }
    }

    private static boolean hasStatus(ModelException failure, int status) {
        return failure.status().isPresent() && failure.status().getAsInt() == status;
    }

    /// Such as "This model is only supported in v1/responses and not in v1/chat/completions.",
    /// "This is not a chat model ...", "Invalid URL (POST /v1/responses)" and "404 page not found".
    /// A 404 that speaks of the model or of an item says that that is missing, not the path.
    private static boolean wantsAnother(ModelException failure) {
        if (failure.reason() != Reason.REJECTED) {
            return false;
        }
        String message = failure.getMessage().toLowerCase(Locale.ROOT);
        int answered = message.indexOf(" answered ");
        String words = answered < 0 ? "" : message.substring(answered);
        if (words.contains("v1/responses") || words.contains("not a chat model")) {
            return true;
        }
        return hasStatus(failure, NO_SUCH_PATH)
                && !words.contains("model")
                && !words.contains("item");
    }
}
