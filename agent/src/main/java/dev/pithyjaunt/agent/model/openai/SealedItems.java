package dev.pithyjaunt.agent.model.openai;

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

/// The items of an answer in which the model reasoned, exactly as they came: they are sent back in
/// place of what langchain4j makes of them, which keeps only the first reasoning of several,
/// without its id, and loses the order.
final class SealedItems {

    private static final String PART = "output";

    private SealedItems() {}

    /// To send back later; absent when the model did not show that it reasoned.
    static @Nullable Reasoning seal(ModelSettings settings, List<JsonNode> items) {
        boolean reasoned = items.stream().anyMatch(item -> !sealOf(item).isEmpty());
        return reasoned
                ? new Reasoning(
                        settings.provider(), settings.name(), Map.of(PART, Json.line(items)))
                : null;
    }

    private static String sealOf(JsonNode item) {
        return item.path("encrypted_content").asString("");
    }

    /// A request with what was sealed in its place.
    ///
    /// @param body as langchain4j wrote it: an item for each message, and one for each call
    static String put(String body, List<Message> conversation, Model model) {
        ObjectNode request = Json.read(body, ObjectNode.class);
        JsonNode written = request.path("input");
        ArrayNode input = request.putArray("input");
        int next = 0;
        for (Message message : conversation) {
            int end = next + items(message);
            String sealed = sealed(message, model);
            if (sealed.isEmpty()) {
                for (int i = next; i < end; i++) {
                    input.add(plain(written.get(i)));
                }
            } else {
                Json.read(sealed, ArrayNode.class).forEach(input::add);
            }
            next = end;
        }
        return Json.line(request);
    }

    /// An answer's text as it may be without an id: not in parts.
    private static JsonNode plain(JsonNode item) {
        if (item instanceof ObjectNode answer
                && answer.path("role").asString("").equals("assistant")) {
            return answer.put("content", answer.at("/content/0/text").asString(""));
        }
        return item;
    }

    private static int items(Message message) {
        return message instanceof Message.Assistant answer
                ? answer.calls().size() + (answer.text().isEmpty() ? 0 : 1)
                : 1;
    }

    /// Empty when there is nothing, or nothing for this model.
    private static String sealed(Message message, Model model) {
        return message instanceof Message.Assistant(_, _, Reasoning reasoning)
                        && reasoning != null
                        && reasoning.isOf(model)
                ? reasoning.parts().getOrDefault(PART, "")
                : "";
    }
}
