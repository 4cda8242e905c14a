package dev.pithyjaunt.agent.model.anthropic;

import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.Reasoning;
import dev.pithyjaunt.protocol.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/// The blocks of an answer in which the model thought, exactly as they came: the provider refuses
/// altered ones. They are sent back in place of what langchain4j makes of them, which joins several
/// thoughts and their signatures to one and drops those that are not shown.
final class SealedContent {

    private static final String PART = "content";

    private SealedContent() {}

    /// To send back later; absent when the model did not show that it thought.
    static @Nullable Reasoning seal(ModelSettings settings, List<? extends JsonNode> blocks) {
        boolean thought =
                blocks.stream()
                        .anyMatch(block -> block.path("type").asString("").endsWith("thinking"));
        return thought
                ? new Reasoning(
                        settings.provider(), settings.name(), Map.of(PART, Json.line(blocks)))
                : null;
    }

    /// A request with what was sealed in its place.
    ///
    /// @param body as langchain4j wrote it: a message for each answer of the model
    static String put(String body, List<Message> conversation, Model model) {
        ObjectNode request = Json.read(body, ObjectNode.class);
        List<ObjectNode> answers =
                request.path("messages")
                        .valueStream()
                        .filter(message -> message.path("role").asString("").equals("assistant"))
                        .map(ObjectNode.class::cast)
                        .toList();
        int next = 0;
        for (Message message : conversation) {
            if (message instanceof Message.Assistant(_, _, Reasoning reasoning)) {
                ObjectNode answer = answers.get(next++);
                if (reasoning != null
                        && reasoning.isOf(model)
                        && reasoning.parts().containsKey(PART)) {
                    answer.set("content", Json.read(reasoning.parts().get(PART), ArrayNode.class));
                }
            }
        }
        return Json.line(request);
    }
}
