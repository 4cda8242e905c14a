package dev.pithyjaunt.testkit;

import java.util.List;

/// The same conversation on every protocol.
final class Conversations {

    static final List<ModelRequest.Message> EXPECTED =
            List.of(
                    new ModelRequest.Message("system", "s"),
                    new ModelRequest.Message("user", "u"),
                    new ModelRequest.Message("assistant", "", List.of("c")),
                    new ModelRequest.Message("tool", "t", List.of("c")));

    private Conversations() {}

    /// The shortest request.
    static String question(Protocol protocol, boolean stream) {
        String more = stream ? ",\"stream\":true" : "";
        return switch (protocol) {
            case CHAT_COMPLETIONS ->
                    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]%s}"
                            .formatted(more);
            case RESPONSES -> "{\"model\":\"m\",\"input\":\"12345678\"%s}".formatted(more);
            case MESSAGES ->
                    "{\"model\":\"m\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]%s}"
                            .formatted(more);
        };
    }

    /// Below the base address.
    static String path(Protocol protocol) {
        return protocol.path().substring("/v1".length());
    }
}
