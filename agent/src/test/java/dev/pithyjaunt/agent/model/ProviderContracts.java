package dev.pithyjaunt.agent.model;

import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.ModelRequest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What providers say that a request may be, as their own client libraries have it. These are
/// generated from the descriptions that the providers publish.
public final class ProviderContracts {

    private ProviderContracts() {}

    /// A request that its provider describes otherwise fails the test: a field that it doesn't know
    /// at any depth, a value of another type, a required field that is missing.
    ///
    /// Any name of a model is taken. Anthropic's is the contract of its newest version, without
    /// parameters for sampling.
    public static void check(ModelRequest request) {
        switch (request.protocol()) {
            case CHAT_COMPLETIONS ->
                    check(
                            request,
                            com.openai.core.ObjectMappers.jsonMapper(),
                            ChatCompletionCreateParams.Body.class,
                            "gpt-5.4");
            case RESPONSES ->
                    check(
                            request,
                            com.openai.core.ObjectMappers.jsonMapper(),
                            ResponseCreateParams.Body.class,
                            "gpt-5.4");
            case MESSAGES ->
                    check(
                            request,
                            com.anthropic.core.ObjectMappers.jsonMapper(),
                            MessageCreateParams.Body.class,
                            "claude-opus-5");
        }
    }

    private static void check(
            ModelRequest request, JsonMapper mapper, Class<?> type, String model) {
        ObjectNode body = (ObjectNode) Json.read(request.body(), JsonNode.class);
        // The libraries know their own models only, and set this field without a class for it.
        body.remove("stream");
        body.put("model", model);
        nameMessages(body.path("input"));
        List<String> unknown = new ArrayList<>();
        try {
            Object read = mapper.readValue(Json.line(body), type);
            read.getClass().getMethod("validate").invoke(read);
            collectUnknown(read, "", unknown);
        } catch (InvocationTargetException e) {
            throw new AssertionError(
                    "%s: %s in %s".formatted(request.protocol(), e.getCause(), request.body()), e);
        } catch (JacksonException | ReflectiveOperationException e) {
            throw new AssertionError(request.protocol() + ": " + request.body(), e);
        }
        if (!unknown.isEmpty()) {
            throw new AssertionError(
                    "%s: the provider knows no %s in %s"
                            .formatted(request.protocol(), unknown, request.body()));
        }
    }

    /// The type may be left out, but the library needs it to tell items apart.
    private static void nameMessages(JsonNode items) {
        for (JsonNode item : items) {
            if (item instanceof ObjectNode message && item.has("role") && !item.has("type")) {
                message.put("type", "message");
            }
        }
    }

    /// The library keeps what it doesn't know beside what it does.
    private static void collectUnknown(Object read, String path, List<String> unknown)
            throws ReflectiveOperationException {
        if (read instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collectUnknown(list.get(i), path + "[" + i + "]", unknown);
            }
            return;
        }
        if (read instanceof com.openai.core.KnownValue<?> known) {
            collectUnknown(known.value(), path, unknown);
            return;
        }
        if (read instanceof com.anthropic.core.KnownValue<?> known) {
            collectUnknown(known.value(), path, unknown);
            return;
        }
        String name = read.getClass().getName();
        if (!name.startsWith("com.openai.models.") && !name.startsWith("com.anthropic.models.")) {
            return;
        }
        List<Field> fields = fields(read);
        for (Field field : fields) {
            field.setAccessible(true);
            Object value = field.get(read);
            if (field.getName().equals("additionalProperties")) {
                if (fields.size() > 1) {
                    ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
                }
            } else if (value != null) {
                collectUnknown(value, path + "." + field.getName(), unknown);
            }
        }
    }

    /// Those that hold what was read. An object that may have any field has one.
    private static List<Field> fields(Object read) {
        return Arrays.stream(read.getClass().getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field ->
                        !List.of("validated", "_json").contains(field.getName())
                                && !field.getName().contains("$"))
                .toList();
    }
}
