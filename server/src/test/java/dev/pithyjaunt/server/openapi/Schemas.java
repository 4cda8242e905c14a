package dev.pithyjaunt.server.openapi;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import tools.jackson.databind.json.JsonMapper;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// JSON Schemas of the records that the API reads and writes. What a record's component may be
/// absent says its `@Nullable`: absent parts are left out, never written as null. Words of enums
/// are those that the API's own mapper writes.
final class Schemas {

    private static final Map<Class<?>, Map<String, Object>> PLAIN =
            Map.ofEntries(
                    Map.entry(String.class, Map.of("type", "string")),
                    Map.entry(int.class, Map.of("type", "integer", "format", "int32")),
                    Map.entry(Integer.class, Map.of("type", "integer", "format", "int32")),
                    Map.entry(long.class, Map.of("type", "integer", "format", "int64")),
                    Map.entry(Long.class, Map.of("type", "integer", "format", "int64")),
                    Map.entry(double.class, Map.of("type", "number", "format", "double")),
                    Map.entry(Double.class, Map.of("type", "number", "format", "double")),
                    Map.entry(boolean.class, Map.of("type", "boolean")),
                    Map.entry(Boolean.class, Map.of("type", "boolean")),
                    Map.entry(Instant.class, Map.of("type", "string", "format", "date-time")),
                    Map.entry(LocalDate.class, Map.of("type", "string", "format", "date")),
                    Map.entry(URI.class, Map.of("type", "string", "format", "uri")),
                    Map.entry(Object.class, Map.of()));

    private final Map<String, Object> components = new TreeMap<>();
    private final JsonMapper json;
    private final SourceComments comments;

    Schemas(JsonMapper json, SourceComments comments) {
        this.json = json;
        this.comments = comments;
    }

    /// Those that were referred to, by name.
    Map<String, Object> components() {
        return components;
    }

    Map<String, Object> of(Class<?> type) {
        return of(ResolvableType.forClass(type));
    }

    Map<String, Object> of(ResolvableType type) {
        Class<?> raw = type.toClass();
        Map<String, Object> plain = PLAIN.get(raw);
        if (plain != null) {
            return new TreeMap<>(plain);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return ordered("type", "array", "items", of(type.getGeneric(0)));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return ordered("type", "object", "additionalProperties", of(type.getGeneric(1)));
        }
        if (!raw.isEnum() && !raw.isRecord()) {
            throw new IllegalStateException("no schema is known for " + type);
        }
        String name = name(type);
        if (!components.containsKey(name)) {
            components.put(name, Map.of());
            components.put(name, raw.isEnum() ? words(raw) : object(type));
        }
        return ordered("$ref", "#/components/schemas/" + name);
    }

    /// `Task`, `Execution.Ending` as `ExecutionEnding`, `TaskApi.Shown` as `TaskShown`, a page of
    /// tasks as `TaskPage`.
    private static String name(ResolvableType type) {
        Class<?> raw = type.toClass();
        if (type.hasGenerics()) {
            return type.getGeneric(0).toClass().getSimpleName() + raw.getSimpleName();
        }
        Class<?> outer = raw.getDeclaringClass();
        return outer == null
                ? raw.getSimpleName()
                : outer.getSimpleName().replaceAll("(Api|Endpoint|Store|Exception)$", "")
                        + raw.getSimpleName();
    }

    private Map<String, Object> words(Class<?> type) {
        Map<String, Object> schema = described(comments.of(type));
        schema.put("type", "string");
        schema.put(
                "enum",
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> json.valueToTree(constant).asString())
                        .toList());
        return schema;
    }

    private Map<String, Object> object(ResolvableType type) {
        Map<String, Object> schema = described(comments.of(type.toClass()));
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        addProperties(type, properties, required);
        schema.put("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }

    private void addProperties(
            ResolvableType type, Map<String, Object> properties, List<String> required) {
        Class<?> raw = type.toClass();
        for (RecordComponent component : raw.getRecordComponents()) {
            ResolvableType part = ResolvableType.forType(component.getGenericType(), type);
            if (is(JsonUnwrapped.class, raw, component)) {
                addProperties(part, properties, required);
            } else if (!is(JsonIgnore.class, raw, component)) {
                Map<String, Object> schema = of(part);
                String said = comments.ofComponent(raw, component.getName());
                if (!said.isEmpty()) {
                    schema.put("description", said);
                }
                properties.put(component.getName(), schema);
                if (!isNullable(component.getAnnotatedType())) {
                    required.add(component.getName());
                }
            }
        }
        Arrays.stream(raw.getDeclaredMethods())
                .filter(Schemas::isGetter)
                .sorted(java.util.Comparator.comparing(Method::getName))
                .forEach(getter -> {
                    String name = property(getter);
                    Map<String, Object> schema = of(ResolvableType.forMethodReturnType(getter));
                    String said = comments.ofMethod(raw, getter.getName());
                    if (!said.isEmpty()) {
                        schema.put("description", said);
                    }
                    properties.put(name, schema);
                    if (!isNullable(getter.getAnnotatedReturnType())) {
                        required.add(name);
                    }
                });
    }

    /// Annotations of a component land on its field and its accessor.
    private static boolean is(
            Class<? extends java.lang.annotation.Annotation> annotation,
            Class<?> raw,
            RecordComponent component) {
        try {
            return component.getAccessor().isAnnotationPresent(annotation)
                    || raw.getDeclaredField(component.getName()).isAnnotationPresent(annotation);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isNullable(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static boolean isGetter(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && method.getParameterCount() == 0
                && !method.isAnnotationPresent(JsonIgnore.class)
                && (method.getName().matches("get[A-Z].*")
                        || (method.getName().matches("is[A-Z].*")
                                && method.getReturnType() == boolean.class));
    }

    private static String property(Method getter) {
        String name = getter.getName().replaceFirst("^(get|is)", "");
        return name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1);
    }

    private static Map<String, Object> described(String text) {
        return text.isEmpty() ? new LinkedHashMap<>() : ordered("description", text);
    }

    /// @param namesAndValues in turn
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
