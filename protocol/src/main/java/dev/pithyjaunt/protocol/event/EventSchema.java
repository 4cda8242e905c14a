package dev.pithyjaunt.protocol.event;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.event.EventReading.Fault;
import dev.pithyjaunt.protocol.event.EventReading.Malformed;
import dev.pithyjaunt.protocol.event.EventReading.Read;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Reads events, and refuses what `event.schema.json` does. Fields that it does not know are
/// ignored, types that it does not know are not. Thread-safe.
public final class EventSchema {

    /// A body that is larger need not be read at all.
    public static final int MAX_BYTES = 1 << 20;

    public static final int MAX_FAULTS = 10;

    private static final String RESOURCE = "event.schema.json";

    private final Schema schema;

    public EventSchema() {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder()
                        .pathType(PathType.JSON_POINTER)
                        .locale(Locale.ROOT)
                        .build();
        schema =
                SchemaRegistry.withDefaultDialect(
                                SpecificationVersion.DRAFT_2020_12,
                                registry -> registry.schemaRegistryConfig(config))
                        .getSchema(text(), InputFormat.JSON);
    }

    /// The schema itself.
    public static String text() {
        try (InputStream in = EventSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not beside its class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + RESOURCE, e);
        }
    }

    /// Reads one body whose signature has been verified.
    public EventReading read(byte[] body) {
        return SpeechReader.read(body)
                .<EventReading>map(Read::new)
                .orElseGet(() -> validated(body));
    }

    /// Reads it by the schema, whatever it is.
    EventReading validated(byte[] body) {
        try {
            JsonNode tree = Json.tree("event", body);
            List<Fault> faults =
                    schema.validate(tree).stream()
                            .map(EventSchema::fault)
                            .distinct()
                            .limit(MAX_FAULTS)
                            .toList();
            return faults.isEmpty() ? new Read(event(tree)) : new Malformed(faults);
        } catch (MalformedJsonException e) {
            return new Malformed(List.of(new Fault("", String.valueOf(e.getMessage()))));
        }
    }

    private static Event event(JsonNode tree) {
        return switch (Event.Type.ofWireName(tree.get("type").asString())) {
            case STARTED -> Json.read(tree, Event.Started.class);
            case LOG -> Json.read(tree, Event.Log.class);
            case PROGRESS -> Json.read(tree, Event.Progress.class);
            case COMPLETED, FAILED, NEEDS_REVIEW, NEEDS_CLARIFICATION, CANCELLED ->
                    Json.read(tree, Event.Ended.class);
        };
    }

    private static Fault fault(Error error) {
        String missing = error.getProperty();
        String at = error.getInstanceLocation().toString();
        return missing == null
                ? new Fault(at, error.getMessage())
                : new Fault(at + "/" + missing, "is missing");
    }
}
