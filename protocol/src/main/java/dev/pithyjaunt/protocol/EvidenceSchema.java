package dev.pithyjaunt.protocol;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Reads `evidence.json` of a sender that need not be trusted, and refuses what
/// `evidence.schema.json` does. Thread-safe.
public final class EvidenceSchema {

    private static final String RESOURCE = "evidence.schema.json";

    private final Schema schema =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text(), InputFormat.JSON);

    /// The schema itself.
    static String text() {
        try (InputStream in = EvidenceSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not beside its class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + RESOURCE, e);
        }
    }

    /// @throws MalformedJsonException when it is not of that form; it says where
    public Evidence read(byte[] bytes) {
        JsonNode tree = Json.tree("evidence", bytes);
        schema.validate(tree).stream()
                .findFirst()
                .ifPresent(error -> {
                    throw new MalformedJsonException("evidence", error.toString());
                });
        return Json.read(tree, Evidence.class);
    }
}
