package dev.pithyjaunt.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The JSON form of this package's values: absent fields are left out, unknown ones ignored, enum
/// constants written `lower_case`, times as ISO 8601 in UTC.
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .build();

    private Json() {}

    /// Reads one value.
    ///
    /// @throws MalformedJsonException when the text is not JSON of that shape; it says where
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new MalformedJsonException(type.getSimpleName(), e);
        }
    }

    /// Reads any one value, whatever its shape.
    ///
    /// @param what names the bytes in the message of the exception
    /// @throws MalformedJsonException when the bytes are not JSON in UTF-8; it says where
    public static JsonNode tree(String what, byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new MalformedJsonException(what, e);
        }
    }

    /// Reads one value out of a tree.
    ///
    /// @throws MalformedJsonException when the tree has not that shape
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new MalformedJsonException(type.getSimpleName(), e);
        }
    }

    /// Reads a file that holds one value.
    ///
    /// @throws MalformedJsonException when its content is not JSON of that shape
    /// @throws UncheckedIOException when it can't be read
    public static <T> T read(Path file, Class<T> type) {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), type);
        } catch (JacksonException e) {
            throw new MalformedJsonException(file.toString(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    /// One value on one line.
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// One value, indented for people.
    public static String pretty(Object value) {
        return MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /// Writes one value so that a reader sees the old file or the whole new one, never a part.
    ///
    /// @throws UncheckedIOException when it can't be written
    public static void write(Path file, Object value) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, pretty(value) + "\n");
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }
}
