package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.Id;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.Optional;

/// The execution that a body names, to know whose secret its signature is to be tried with. The
/// body comes from anybody: nothing else of it is read, and nothing of it is believed.
final class NamedExecution {

    private static final JsonFactory JSON = new JsonFactory();

    private NamedExecution() {}

    /// The first one named at the top of the body, if it is well formed. A second one may follow:
    /// the event has to be compared with it.
    static Optional<String> in(byte[] body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("executionId")) {
                    return value == JsonToken.VALUE_STRING
                            ? wellFormed(parser.getString())
                            : Optional.empty();
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    static Optional<String> wellFormed(String id) {
        try {
            return Optional.of(Id.require("execution", id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
