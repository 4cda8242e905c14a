package dev.pithyjaunt.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.catalog.ModelCatalog;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.protocol.proxy.Proxies;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Settings, conversations and deadlines for tests of the wire protocols.
public final class TestModels {

    public static final String KEY = "fake-key+with/signs-0123456789";
    public static final Duration MINUTE = Duration.ofMinutes(1);
    public static final int MAX_OUTPUT = 1000;
    public static final Map<String, String> EVENTS = Map.of("Content-Type", "text/event-stream");

    public static final List<Message> CONVERSATION =
            List.of(new Message.System("Be brief."), new Message.User("Hello?"));

    public static final ToolSpec READ =
            new ToolSpec(
                    "read",
                    "Reads.",
                    List.of(
                            new ToolSpec.Parameter("path", ToolSpec.Kind.TEXT, true, "p"),
                            new ToolSpec.Parameter("part", ToolSpec.Kind.INTEGER, false, "n")));

    private TestModels() {}

    /// A model that each of the protocols is at home with.
    public static ModelSettings settings(WireProtocol protocol, URI baseUri) {
        return switch (protocol) {
            case CHAT, RESPONSES -> settings(protocol, "openai", "gpt-6.1-sol", baseUri);
            case MESSAGES -> settings(protocol, "anthropic", "claude-sonnet-5", baseUri);
        };
    }

    public static ModelSettings settings(
            WireProtocol protocol, String provider, String name, URI baseUri) {
        return new ModelSettings(
                ModelCatalog.standard().model(provider, name),
                protocol,
                baseUri,
                KEY,
                MINUTE,
                MINUTE,
                Proxies.NONE);
    }

    public static ModelSettings within(
            ModelSettings settings, Duration callLimit, Duration stallLimit) {
        return new ModelSettings(
                settings.facts(),
                settings.protocol(),
                settings.baseUrl(),
                settings.apiKey(),
                callLimit,
                stallLimit,
                settings.proxies());
    }

    public static ModelSettings through(ModelSettings settings, Proxies proxies) {
        return new ModelSettings(
                settings.facts(),
                settings.protocol(),
                settings.baseUrl(),
                settings.apiKey(),
                settings.callLimit(),
                settings.stallLimit(),
                proxies);
    }

    public static Deadline soon() {
        return Deadline.in(MINUTE, InstantSource.system());
    }

    public static Completion ask(Model model) {
        return model.complete(CONVERSATION, List.of(), MAX_OUTPUT, soon());
    }

    /// The whole trace is looked through, causes included.
    public static void assertHoldsNone(Throwable failure, List<String> secrets) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        for (String secret : secrets) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            assertThat(all.toString())
                    .doesNotContain(secret)
                    .doesNotContain(URLEncoder.encode(secret, StandardCharsets.UTF_8))
                    .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(bytes))
                    .doesNotContain("Bearer");
        }
    }
}
