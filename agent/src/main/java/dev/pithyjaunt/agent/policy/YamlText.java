package dev.pithyjaunt.agent.policy;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Reads a small YAML file that somebody else wrote. The library makes plain values only, whatever
/// the tags say; aliases, with which a small file becomes a large one, and deep nesting are refused
/// before anything is made.
final class YamlText {

    static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 20;

    private YamlText() {}

    /// What the file maps; empty when there is nothing in it.
    ///
    /// @param file its name, for messages
    /// @throws MalformedSettingsException when it is not such a file
    static Map<?, ?> map(String file, byte[] content) {
        String text = decode(file, content);
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            checkShape(file, new Parse(settings).parseString(text));
            Object value = new Load(settings).loadFromString(text);
            if (value == null) {
                return Map.of();
            }
            if (value instanceof Map<?, ?> map) {
                return map;
            }
        } catch (MarkedYamlEngineException e) {
            String line =
                    e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("it");
            throw new MalformedSettingsException(
                    file, "", "%s can't be read as YAML: %s".formatted(line, e.getProblem()));
        } catch (YamlEngineException e) {
            throw new MalformedSettingsException(
                    file, "", "it can't be read as YAML: " + firstLine(e));
        }
        throw new MalformedSettingsException(file, "", "it must map names to settings");
    }

    private static String decode(String file, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw tooLarge(file, content.length);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException _) {
            throw new MalformedSettingsException(file, "", "it is not UTF-8");
        }
    }

    static MalformedSettingsException tooLarge(String file, long bytes) {
        return new MalformedSettingsException(
                file, "", "it has %,d bytes, and at most %,d are read".formatted(bytes, MAX_BYTES));
    }

    private static void checkShape(String file, Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case Alias ->
                        throw new MalformedSettingsException(
                                file,
                                "",
                                "line %d holds an alias (*), which is not taken here"
                                        .formatted(line(event)));
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
            }
            if (depth > MAX_DEPTH) {
                throw new MalformedSettingsException(
                        file,
                        "",
                        "line %d is nested deeper than %d".formatted(line(event), MAX_DEPTH));
            }
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
