package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.toml.TomlMapper;

import java.util.Optional;

/// A manifest as a tree of values: an object, without values when the file is absent or is none,
/// which is a problem of its folder.
final class ManifestTree {

    private static final TomlMapper TOML = new TomlMapper();

    private ManifestTree() {}

    static JsonNode json(Folder folder, String name) {
        Optional<byte[]> bytes = folder.bytes(name);
        try {
            if (bytes.isPresent()) {
                return object(folder, name, Json.tree("JSON", bytes.get()));
            }
        } catch (MalformedJsonException e) {
            folder.problem(name, "it is not JSON" + place(e.getCause()));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode toml(Folder folder, String name) {
        try {
            return object(folder, name, TOML.readTree(folder.text(name)));
        } catch (JacksonException e) {
            folder.problem(name, "it is not TOML" + place(e));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode object(Folder folder, String name, JsonNode tree) {
        if (tree.isObject()) {
            return tree;
        }
        if (!tree.isMissingNode()) {
            folder.problem(name, "it is no object");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static String place(@Nullable Throwable failure) {
        return failure instanceof JacksonException e && e.getLocation() != null
                ? " (line %d)".formatted(e.getLocation().getLineNr())
                : "";
    }
}
