package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// An answer of GitHub's with all the fields that must be there, from a file beside this class. In
/// its texts, `${name}` stands for a value; other fields are set on what comes out.
final class Template {

    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    private Template() {}

    static ObjectNode filled(String name, Map<String, String> values) {
        String text = TEXTS.computeIfAbsent(name, Template::text);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return (ObjectNode) Json.tree(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name + ".json")) {
            if (in == null) {
                throw new IllegalStateException(name + ".json is not beside its class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + ".json", e);
        }
    }
}
