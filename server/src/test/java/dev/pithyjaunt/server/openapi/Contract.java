package dev.pithyjaunt.server.openapi;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Holds requests and answers of tests against the API's document: an answer with a status, a media
/// type or a field that is not described fails the test that got it, and so does a request that is
/// taken and not as described.
public final class Contract {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Contract OF_API = new Contract();

    private final ObjectNode document;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Contract() {
        try (InputStream in = ApiDocs.class.getResourceAsStream("openapi.json")) {
            document = (ObjectNode) JSON.readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One request and its answer; bodies as text.
    ///
    /// @param path without the query
    public record Exchange(
            String method,
            String path,
            String sent,
            int status,
            String mediaType,
            String answered) {

        /// @param mediaType perhaps with parameters
        public Exchange {
            mediaType = mediaType.replaceFirst("\\s*;.*", "");
        }
    }

    /// @throws AssertionError when they are not as described
    public static void check(Exchange exchange) {
        if (exchange.path().startsWith("/api/")) {
            OF_API.checkKnown(exchange);
        }
    }

    /// The operation that a path belongs to, such as `GET /api/task/{id}`.
    public static Optional<String> operation(String method, String path) {
        return OF_API.template(method, path).map(template -> method + " " + template);
    }

    private void checkKnown(Exchange exchange) {
        Optional<String> template = template(exchange.method(), exchange.path());
        if (template.isEmpty()) {
            if (exchange.status() >= 400) {
                requireValid(exchange, "answer", problem(), exchange.answered());
            }
            return;
        }
        JsonNode operation =
                document.path("paths")
                        .path(template.get())
                        .path(exchange.method().toLowerCase(java.util.Locale.ROOT));
        checkAnswer(exchange, operation);
        JsonNode taken =
                operation
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema");
        if (exchange.status() < 300 && !taken.isMissingNode()) {
            requireValid(exchange, "request", taken, exchange.sent());
        }
    }

    private void checkAnswer(Exchange exchange, JsonNode operation) {
        JsonNode response = operation.path("responses").path(Integer.toString(exchange.status()));
        require(!response.isMissingNode(), exchange, "its status is not described");
        JsonNode content =
                response.has("$ref")
                        ? document.at(response.get("$ref").asString().substring(1)).path("content")
                        : response.path("content");
        if (content.isMissingNode()) {
            require(exchange.answered().isEmpty(), exchange, "its body is not described");
            return;
        }
        JsonNode described = content.path(exchange.mediaType());
        require(
                !described.isMissingNode(),
                exchange,
                "its media type \"%s\" is not described".formatted(exchange.mediaType()));
        if (exchange.mediaType().endsWith("json") && !described.path("schema").isEmpty()) {
            requireValid(exchange, "answer", described.path("schema"), exchange.answered());
        }
    }

    private static JsonNode problem() {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/Problem");
    }

    private void requireValid(Exchange exchange, String what, JsonNode schema, String body) {
        var faults =
                schemas.computeIfAbsent(what + schema, _ -> schema(what, schema))
                        .validate(body, InputFormat.JSON);
        require(faults.isEmpty(), exchange, "its %s: %s".formatted(what, faults));
    }

    private Schema schema(String what, JsonNode schema) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        ObjectNode components = (ObjectNode) document.path("components").deepCopy();
        if (what.equals("answer")) {
            ((ObjectNode) components.path("schemas"))
                    .forEachEntry((name, component) -> {
                        if (!name.equals("Event") && component.has("properties")) {
                            ((ObjectNode) component).put("additionalProperties", false);
                        }
                    });
        }
        whole.set("components", components);
        return registry.getSchema(whole);
    }

    private static void require(boolean isSo, Exchange exchange, String otherwise) {
        if (!isSo) {
            throw new AssertionError(
                    "%s %s answered %d, not as openapi.json describes it; %s; %s"
                            .formatted(
                                    exchange.method(),
                                    exchange.path(),
                                    exchange.status(),
                                    otherwise,
                                    exchange.answered()));
        }
    }

    private Optional<String> template(String method, String path) {
        String verb = method.toLowerCase(java.util.Locale.ROOT);
        String[] parts = path.split("/", -1);
        @Nullable String best = null;
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            String template = entry.getKey();
            // Words come before parameters: their template has fewer braces.
            if (entry.getValue().has(verb)
                    && fits(template.split("/", -1), parts)
                    && (best == null || braces(template) < braces(best))) {
                best = template;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean fits(String[] template, String[] parts) {
        if (template.length != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if ((parts[i].isEmpty() && i > 0)
                    || (!template[i].startsWith("{") && !template[i].equals(parts[i]))) {
                return false;
            }
        }
        return true;
    }

    private static long braces(String template) {
        return Arrays.stream(template.split("/", -1)).filter(part -> part.startsWith("{")).count();
    }
}
