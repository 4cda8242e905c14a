package dev.pithyjaunt.testkit.github;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// GitHub's own OpenAPI 3.0 description. A schema is put together from the parts that it refers to
/// when it is first asked for: the whole description has thousands. Thread-safe.
final class OpenApiContract implements Contract {

    private static final String COMPONENTS = "#/components/schemas/";

    private final JsonNode description;
    private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    OpenApiContract(JsonNode description) {
        this.description = description;
    }

    @Override
    public Optional<String> request(String template, Ask ask, Map<String, String> parameters) {
        JsonNode operation = operation(ask.method(), template);
        String what = "request %s %s: ".formatted(ask.method(), template);
        if (operation.isMissingNode()) {
            return Optional.of(what + "GitHub has no such endpoint");
        }
        Set<String> known = new LinkedHashSet<>();
        for (JsonNode given : operation.path("parameters")) {
            JsonNode parameter = resolved(given);
            String name = parameter.path("name").asString("");
            if (parameter.path("in").asString("").equals("query")) {
                known.add(name);
                Optional<String> wrong = wrongQuery(parameter, ask.query().get(name));
                if (wrong.isPresent()) {
                    return wrong.map(words -> what + words);
                }
            }
        }
        Optional<String> unknown =
                ask.query().keySet().stream().filter(name -> !known.contains(name)).findFirst();
        if (unknown.isPresent()) {
            return unknown.map(name -> what + "no query parameter " + name);
        }
        return wrongBody(operation.path("requestBody"), ask).map(words -> what + words);
    }

    private Optional<String> wrongQuery(
            JsonNode parameter, @org.jspecify.annotations.Nullable String value) {
        String name = parameter.path("name").asString("");
        if (value == null) {
            return parameter.path("required").asBoolean(false)
                    ? Optional.of("query parameter " + name + " is missing")
                    : Optional.empty();
        }
        String type = resolved(parameter.path("schema")).path("type").asString("");
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonNode typed =
                switch (type) {
                    case "integer" ->
                            value.matches("-?[0-9]{1,18}")
                                    ? nodes.numberNode(Long.parseLong(value))
                                    : nodes.stringNode(value);
                    case "boolean" ->
                            value.matches("true|false")
                                    ? nodes.booleanNode(Boolean.parseBoolean(value))
                                    : nodes.stringNode(value);
                    default -> nodes.stringNode(value);
                };
        // GitHub calls a range such as `>=2026-01-01T00:00:00Z` a date.
        boolean range = name.equals("created");
        return range
                ? Optional.empty()
                : fault(parameter.path("schema"), typed).map(e -> "query parameter " + name + e);
    }

    private Optional<String> wrongBody(JsonNode body, Ask ask) {
        JsonNode resolved = resolved(body);
        JsonNode schema = resolved.path("content").path("application/json").path("schema");
        if (ask.body().length == 0) {
            return resolved.path("required").asBoolean(false)
                    ? Optional.of("the body is missing")
                    : Optional.empty();
        }
        if (schema.isMissingNode()) {
            return Optional.of("it takes no body");
        }
        JsonNode tree;
        try {
            tree = Json.tree("body", ask.body());
        } catch (MalformedJsonException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        JsonNode properties = resolved(schema).path("properties");
        for (String name : properties.isMissingNode() ? Set.<String>of() : tree.propertyNames()) {
            if (!properties.has(name)) {
                return Optional.of("the body has a property that GitHub does not know: " + name);
            }
        }
        return fault(schema, tree).map(words -> "body" + words);
    }

    @Override
    public Optional<String> answer(String method, String template, Reply reply) {
        String what = "answer %d to %s %s: ".formatted(reply.status(), method, template);
        JsonNode answers = operation(method, template).path("responses");
        JsonNode answer = resolved(answers.path(Integer.toString(reply.status())));
        if (answer.isMissingNode()) {
            return reply.status() >= 400 || reply.status() == 304
                    ? Optional.empty()
                    : Optional.of(what + "GitHub never answers that");
        }
        JsonNode content = answer.path("content");
        JsonNode schema = content.path("application/json").path("schema");
        if (schema.isMissingNode()) {
            return reply.body().length == 0 || reply.status() >= 400
                    ? Optional.empty()
                    : Optional.of(what + "it has no body there");
        }
        JsonNode tree = Json.tree("answer", reply.body());
        return fault(schema, tree).map(words -> what + "body" + words);
    }

    private JsonNode operation(String method, String template) {
        return description
                .path("paths")
                .path(template)
                .path(method.toLowerCase(java.util.Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode here = node;
        while (here.path("$ref").isString()) {
            here = description.at(here.path("$ref").stringValue().substring(1));
        }
        return here;
    }

    private synchronized Optional<String> fault(JsonNode schema, JsonNode value) {
        List<Error> errors = schemas.computeIfAbsent(schema, this::compiled).validate(value);
        return errors.stream().findFirst().map(error -> ": " + error);
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = Views.object();
        whole.putArray("allOf").add(schema);
        ObjectNode parts = whole.putObject("components").putObject("schemas");
        collect(schema, parts);
        return registry.getSchema(whole);
    }

    private void collect(JsonNode node, ObjectNode parts) {
        String reference = node.path("$ref").asString("");
        if (reference.startsWith(COMPONENTS)) {
            String name = reference.substring(COMPONENTS.length());
            if (!parts.has(name)) {
                JsonNode part = description.path("components").path("schemas").path(name);
                parts.set(name, part);
                collect(part, parts);
            }
        }
        node.forEach(child -> collect(child, parts));
    }
}
