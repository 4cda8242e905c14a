package dev.pithyjaunt.server.openapi;

import static dev.pithyjaunt.server.openapi.Schemas.ordered;

import dev.pithyjaunt.protocol.event.EventAnswer;
import dev.pithyjaunt.protocol.event.EventReading.Fault;
import dev.pithyjaunt.protocol.event.EventSchema;
import dev.pithyjaunt.protocol.event.ExecutionSecret;
import dev.pithyjaunt.server.platform.InvalidInputException.FieldError;

import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The OpenAPI document: paths, parameters, bodies and descriptions as the code has them, with what
/// `operations.txt` adds.
final class ApiDocument {

    private static final String PROBLEM = "application/problem+json";

    private static final Map<String, String> REFUSALS =
            Map.ofEntries(
                    Map.entry("400", "Not well-formed: address, header, parameter or body"),
                    Map.entry("401", "Nobody's, or not signed"),
                    Map.entry("403", "Not this account's to do, or from a foreign page"),
                    Map.entry("404", "There is none, or it is somebody else's"),
                    Map.entry("406", "None of the media types asked for"),
                    Map.entry("409", "Does not go with the state it is in"),
                    Map.entry("413", "Too large"),
                    Map.entry("415", "Not JSON"),
                    Map.entry("422", "Well-formed, and not allowed: `errors` names the fields"),
                    Map.entry("429", "Too many: again after `Retry-After`"),
                    Map.entry("500", "A fault of the server"),
                    Map.entry("503", "Not now: again after `Retry-After`"));

    private final Schemas schemas;
    private final SourceComments comments;
    private final JsonMapper json;

    ApiDocument(JsonMapper json) {
        this.json = json;
        comments =
                SourceComments.of(
                        Path.of("src/main/java"), Path.of("..", "protocol", "src/main/java"));
        schemas = new Schemas(json, comments);
    }

    /// @param handlers by call, such as `GET /api/task`
    String text(Map<String, HandlerMethod> handlers) {
        Map<String, Operation> operations = Operation.all();
        Map<String, Object> paths = new TreeMap<>();
        new TreeMap<>(handlers)
                .forEach((call, handler) -> {
                    Operation operation = operations.get(call);
                    if (operation == null) {
                        throw new IllegalStateException(
                                "operations.txt has no line that begins with " + call + " |");
                    }
                    path(paths, operation.path())
                            .put(
                                    operation.method().toLowerCase(Locale.ROOT),
                                    operation(operation, handler));
                });
        schemas.of(FieldError.class);
        schemas.of(EventAnswer.class);
        schemas.of(ExecutionSecret.class);
        schemas.of(Fault.class);
        Map<String, Object> components = schemas.components();
        components.put("Problem", problem());
        components.put("Event", event());
        return json.rebuild()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(
                                ordered(
                                        "openapi",
                                        "3.1.0",
                                        "info",
                                        info(),
                                        "paths",
                                        paths,
                                        "components",
                                        ordered(
                                                "schemas",
                                                components,
                                                "responses",
                                                refused(),
                                                "securitySchemes",
                                                securitySchemes())))
                + "\n";
    }

    private static Map<String, Object> info() {
        return ordered(
                "title",
                "Pithy Jaunt",
                "version",
                "1",
                "description",
                "Tasks in words become pull requests. Refusals are problem documents (RFC 9457). Absent parts are left out. Parameters and fields that are not known are ignored. A POST may bring an Idempotency-Key.");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> path(Map<String, Object> paths, String path) {
        return (Map<String, Object>) paths.computeIfAbsent(path, _ -> new LinkedHashMap<>());
    }

    private Map<String, Object> operation(Operation operation, HandlerMethod handler) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("operationId", operationId(operation));
        described.put("tags", List.of(operation.path().split("/", -1)[2]));
        described.put("summary", operation.summary());
        String said =
                comments.ofMethod(
                        handler.getMethod().getDeclaringClass(), handler.getMethod().getName());
        if (!said.isEmpty()) {
            described.put("description", said);
        }
        described.put("security", security(operation));
        List<Object> parameters = parameters(operation, handler);
        if (!parameters.isEmpty()) {
            described.put("parameters", parameters);
        }
        Map<String, Object> body = body(operation, handler);
        if (!body.isEmpty()) {
            described.put("requestBody", ordered("required", true, "content", body));
        }
        described.put("responses", responses(operation, handler, !body.isEmpty()));
        return described;
    }

    /// Such as `getTask`, `postTaskExecute`.
    private static String operationId(Operation operation) {
        StringBuilder id = new StringBuilder(operation.method().toLowerCase(Locale.ROOT));
        for (String part : operation.path().substring("/api/".length()).split("[/-]", -1)) {
            String word = part.replaceAll("[{}]", "");
            id.append(part.startsWith("{") ? "By" : "")
                    .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1));
        }
        return id.toString();
    }

    private static List<Object> security(Operation operation) {
        if (operation.isSigned()) {
            return List.of(
                    Map.of("webhookSignature", List.of()), Map.of("hubSignature", List.of()));
        }
        if (operation.isIntroduction()) {
            return List.of(Map.of("identityToken", List.of()));
        }
        return List.of(Map.of("bearer", List.of()), Map.of("session", List.of()));
    }

    private List<Object> parameters(Operation operation, HandlerMethod handler) {
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : handler.getMethod().getParameters()) {
            RequestParam query = parameter.getAnnotation(RequestParam.class);
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                parameters.add(
                        ordered(
                                "name",
                                parameter.getName(),
                                "in",
                                "path",
                                "required",
                                true,
                                "schema",
                                Map.of("type", "string")));
            } else if (query != null) {
                Map<String, Object> schema = schemas.of(parameter.getType());
                boolean hasDefault = !query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
                if (hasDefault) {
                    schema.put("default", query.defaultValue());
                }
                parameters.add(
                        ordered(
                                "name",
                                parameter.getName(),
                                "in",
                                "query",
                                "required",
                                query.required() && !hasDefault,
                                "schema",
                                schema));
            }
        }
        if (operation.method().equals("POST")
                && !operation.isSigned()
                && !operation.isIntroduction()) {
            parameters.add(
                    ordered(
                            "name",
                            "Idempotency-Key",
                            "in",
                            "header",
                            "required",
                            false,
                            "description",
                            "With the same key and body the request takes effect once in 24 hours",
                            "schema",
                            ordered(
                                    "type",
                                    "string",
                                    "minLength",
                                    1,
                                    "maxLength",
                                    255,
                                    "pattern",
                                    "^[ -~]+$")));
        }
        return parameters;
    }

    private Map<String, Object> body(Operation operation, HandlerMethod handler) {
        if (!operation.body().isEmpty()) {
            return content(operation.body());
        }
        for (Parameter parameter : handler.getMethod().getParameters()) {
            if (parameter.isAnnotationPresent(RequestBody.class)) {
                return json(schemas.of(parameter.getType()));
            }
        }
        return Map.of();
    }

    /// @param words a media type, and perhaps the name of a schema
    private Map<String, Object> content(String words) {
        String[] parts = words.split(" ", -1);
        return ordered(
                parts[0],
                ordered(
                        "schema",
                        parts.length == 1
                                ? Map.of()
                                : ordered("$ref", "#/components/schemas/" + parts[1])));
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return ordered("application/json", ordered("schema", schema));
    }

    private Map<String, Object> responses(
            Operation operation, HandlerMethod handler, boolean hasBody) {
        Map<String, Object> responses = new TreeMap<>();
        Map<String, Object> success = ordered("description", operation.summary());
        Map<String, Object> content = answer(operation, handler);
        if (!content.isEmpty()) {
            success.put("content", content);
        }
        responses.put(success(operation, handler), success);
        for (String status : refusals(operation, hasBody)) {
            responses.put(status, ordered("$ref", "#/components/responses/Refused" + status));
        }
        return responses;
    }

    private static String success(Operation operation, HandlerMethod handler) {
        ResponseStatus status = handler.getMethodAnnotation(ResponseStatus.class);
        if (status != null) {
            return Integer.toString(status.value().value());
        }
        return operation.success().isEmpty() ? "200" : operation.success();
    }

    private Map<String, Object> answer(Operation operation, HandlerMethod handler) {
        if (!operation.answer().isEmpty()) {
            return content(operation.answer());
        }
        ResolvableType type = ResolvableType.forMethodReturnType(handler.getMethod());
        ResolvableType body = type.toClass() == ResponseEntity.class ? type.getGeneric(0) : type;
        boolean isEmpty = body.toClass() == void.class || body.toClass() == Void.class;
        return isEmpty ? Map.of() : json(schemas.of(body));
    }

    private static List<String> refusals(Operation operation, boolean hasBody) {
        List<String> statuses = new ArrayList<>(List.of("400", "401", "500", "503"));
        boolean changes = !operation.method().equals("GET");
        boolean isSigned = operation.isSigned() || operation.isIntroduction();
        boolean isForAdministrators = operation.path().startsWith("/api/operation/");
        add(statuses, (changes && !isSigned) || isForAdministrators, "403");
        add(statuses, changes && !operation.isIntroduction(), "409");
        add(statuses, operation.path().contains("{") || isSigned, "404");
        add(statuses, !operation.success().equals("204"), "406");
        add(statuses, hasBody, "413");
        // GitHub can be told to send forms, which are refused in words.
        boolean isOfGitHub = operation.path().equals("/api/webhook/github");
        add(statuses, hasBody && (!isSigned || isOfGitHub), "415");
        add(statuses, !isSigned && !operation.method().equals("DELETE"), "422");
        add(statuses, isSigned, "429");
        return statuses;
    }

    private static Map<String, Object> refused() {
        Map<String, Object> all = new TreeMap<>();
        REFUSALS.forEach((status, words) ->
                all.put(
                        "Refused" + status,
                        ordered(
                                "description",
                                words,
                                "content",
                                ordered(
                                        PROBLEM,
                                        ordered(
                                                "schema",
                                                ordered(
                                                        "$ref",
                                                        "#/components/schemas/Problem"))))));
        return all;
    }

    private static void add(List<String> statuses, boolean isOne, String status) {
        if (isOne) {
            statuses.add(status);
        }
    }

    private static Map<String, Object> problem() {
        return ordered(
                "description",
                "Why a request was refused (RFC 9457).",
                "type",
                "object",
                "required",
                List.of("type", "title", "status", "detail", "instance"),
                "properties",
                ordered(
                        "type",
                        ordered(
                                "type",
                                "string",
                                "pattern",
                                "^urn:pithy-jaunt:[a-z-]+$",
                                "description",
                                "Stable, for programs"),
                        "title",
                        Map.of("type", "string"),
                        "status",
                        Map.of("type", "integer"),
                        "detail",
                        ordered("type", "string", "description", "For people"),
                        "instance",
                        ordered("type", "string", "description", "The path that was asked for"),
                        "errors",
                        ordered(
                                "type",
                                "array",
                                "description",
                                "What is wrong, by field",
                                "items",
                                ordered(
                                        "anyOf",
                                        List.of(
                                                ordered(
                                                        "$ref",
                                                        "#/components/schemas/InvalidInputFieldError"),
                                                ordered(
                                                        "$ref",
                                                        "#/components/schemas/EventReadingFault")))),
                        "nextSequence",
                        ordered(
                                "type",
                                "integer",
                                "description",
                                "Of an event of an execution that is over: the line to go on with"),
                        "cancelRequested",
                        ordered(
                                "type",
                                "boolean",
                                "description",
                                "Of an event of an execution that is over")));
    }

    /// The protocol's schema, its own parts referred to from where it is here.
    private Object event() {
        String text =
                EventSchema.text().replace("\"#/$defs/", "\"#/components/schemas/Event/$defs/");
        ObjectNode schema = (ObjectNode) json.readTree(text);
        schema.remove(List.of("$schema", "$id"));
        return schema;
    }

    private static Map<String, Object> securitySchemes() {
        return ordered(
                "bearer",
                ordered("type", "http", "scheme", "bearer", "description", "An API token, pj_…"),
                "session",
                ordered(
                        "type",
                        "apiKey",
                        "in",
                        "cookie",
                        "name",
                        "jaunt-session",
                        "description",
                        "A person's browser (with https its name begins with __Host-). What changes something needs the page's token as X-XSRF-TOKEN too"),
                "webhookSignature",
                ordered(
                        "type",
                        "apiKey",
                        "in",
                        "header",
                        "name",
                        "webhook-signature",
                        "description",
                        "Standard Webhooks: v1,<base64 of HMAC-SHA256 over id.timestamp.body>, with webhook-id and webhook-timestamp"),
                "hubSignature",
                ordered(
                        "type",
                        "apiKey",
                        "in",
                        "header",
                        "name",
                        "X-Hub-Signature-256",
                        "description",
                        "sha256=<hex of HMAC-SHA256 over the body>, with X-GitHub-Delivery as id"),
                "identityToken",
                ordered(
                        "type",
                        "http",
                        "scheme",
                        "bearer",
                        "bearerFormat",
                        "JWT",
                        "description",
                        "The identity token that GitHub gives a run, for this server's address"));
    }
}
