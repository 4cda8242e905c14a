package dev.pithyjaunt.runner.doctor;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.protocol.signature.Signature;
import dev.pithyjaunt.protocol.signature.SignedHeaders;
import dev.pithyjaunt.runner.init.NeededSecrets;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.web.JauntServer;
import dev.pithyjaunt.runner.web.Web;
import dev.pithyjaunt.runner.web.WebAnswer;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether the server is there, knows the repository, and takes what a run would send.
final class ServerChecks {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String WEBHOOK = "/api/webhook/github-actions";

    private final Web web;
    private final URI address;
    private final Settings settings;
    private final InstantSource clock;
    private final @Nullable URI repository;
    private volatile Optional<JauntServer.Connected> connected = Optional.empty();

    /// @param repository its page on GitHub; absent when none is named
    ServerChecks(
            Web web,
            URI address,
            Settings settings,
            InstantSource clock,
            @Nullable URI repository) {
        this.web = web;
        this.address = address;
        this.settings = settings;
        this.clock = clock;
        this.repository = repository;
    }

    List<Check> all() {
        return List.of(
                new Check("server", LIMIT, this::health),
                new Check("server clock", LIMIT, this::time),
                new Check("server repository", LIMIT, this::connection),
                new Check("webhook", LIMIT, this::webhook));
    }

    static List<Check> skipped() {
        return List.of(new Check("server", LIMIT, () -> Finding.skip("no --server")));
    }

    private WebAnswer askHealth() {
        return web.get(URI.create(address + "/actuator/health"), Map.of());
    }

    private Finding health() {
        return health(askHealth());
    }

    private Finding health(WebAnswer answer) {
        String fix = "look at what ./jaunt serve prints";
        try {
            String status =
                    Json.tree("health", answer.text().getBytes(StandardCharsets.UTF_8))
                            .path("status")
                            .asString("");
            return answer.isSuccess() && status.equals("UP")
                    ? Finding.ok(address + " is up")
                    : Finding.fail(
                            "%s answers %s".formatted(address, answer.words(settings.redactor())),
                            fix);
        } catch (MalformedJsonException _) {
            return Finding.fail(
                    "%s answers %d, and what is not the server's"
                            .formatted(address, answer.status()),
                    "is it the address of the server, and not of a proxy's page?");
        }
    }

    private Finding time() {
        WebAnswer answer = askHealth();
        Optional<Instant> theirs = answer.date();
        return theirs.isPresent()
                ? Clocks.compare("the server", theirs.get(), clock.instant())
                : Finding.skip("its answers have no date");
    }

    private Finding connection() {
        Optional<String> token = apiToken();
        if (repository == null) {
            return Finding.skip("no --repo");
        }
        if (token.isEmpty()) {
            return Finding.skip("JAUNT_API_TOKEN is not set");
        }
        connected = new JauntServer(web, address, token.get()).find(repository);
        return connected
                .map(found -> Finding.ok("connected as " + found.id()))
                .orElseGet(() ->
                        Finding.fail(
                                "%s is not connected there for this token's account"
                                        .formatted(repository),
                                "connect it on the server's page, or with ./jaunt init --server"));
    }

    private Optional<String> apiToken() {
        return Optional.ofNullable(settings.values().get("JAUNT_API_TOKEN")).map(String::strip);
    }

    private Finding webhook() {
        Optional<Secret> secret = secret();
        if (secret.isEmpty()) {
            return Finding.skip(
                    "no secret here: PITHY_JAUNT_EVENT_SECRET, or GITHUB_WEBHOOK_SECRET beside JAUNT_API_TOKEN and a connected --repo");
        }
        Instant now = clock.instant();
        byte[] body =
                new Event.Progress(new Event.Origin(Id.next(), Id.next(), 1, "report", now)).json();
        SignedHeaders signed = Signature.sign(List.of(secret.get()), Id.next(), now, body);
        return answered(web.post(URI.create(address + WEBHOOK), signed.byName(), body));
    }

    private Optional<Secret> secret() {
        Optional<String> own = settings.eventSecret();
        if (own.isPresent()) {
            return own.map(Secret::of);
        }
        return Optional.ofNullable(settings.values().get("GITHUB_WEBHOOK_SECRET"))
                .map(Secret::of)
                .flatMap(master -> connected.map(found -> Secret.ofRepository(master, found.id())));
    }

    /// What the answer to an event of an execution that does not exist says.
    private Finding answered(WebAnswer answer) {
        String said = answer.words(settings.redactor());
        return switch (answer.status()) {
            case 404 ->
                    answer.text().contains("urn:pithy-jaunt:")
                            ? Finding.ok("%s takes our signature".formatted(address + WEBHOOK))
                            : Finding.fail(
                                    "nothing of ours is at %s".formatted(address + WEBHOOK),
                                    "is it the address of the server, with its path?");
            case 401 ->
                    Finding.fail(
                            "the server does not take our signature",
                            "set %s to the repository's event secret (./jaunt init --print-secret), and look at the clocks above"
                                    .formatted(NeededSecrets.EVENT));
            case 429 -> Finding.warn("the server's limit is reached", "try again in a minute");
            default ->
                    Finding.fail(
                            "%s answers %s".formatted(address + WEBHOOK, said),
                            "look at what is before the server, and at what it prints");
        };
    }
}
