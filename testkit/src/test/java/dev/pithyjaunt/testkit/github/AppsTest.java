package dev.pithyjaunt.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

class AppsTest {

    private static final KeyPair KEY = Keys.generated();
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir private Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private GitHubStandIn github;
    private StandInRepository shop;
    private StandInRepository other;
    private StandInApp app;
    private long installation;

    @BeforeEach
    void start() {
        github = GitHubStandIn.start(folder, now::get);
        shop = github.create("acme/shop").makePrivate();
        other = github.create("acme/other").makePrivate();
        app =
                github.app(
                        "jaunt",
                        "acme",
                        (RSAPublicKey) KEY.getPublic(),
                        Map.of("contents", "write", "actions", "write"));
        installation = app.install(shop, other);
    }

    @AfterEach
    void stop() {
        assertThat(github.violations()).isEmpty();
        github.close();
    }

    private Client as(KeyPair key, Duration life) {
        Instant issued = now.get().minusSeconds(60);
        Map<String, Object> claims =
                Map.of(
                        "iss", app.clientId(),
                        "iat", issued.getEpochSecond(),
                        "exp", now.get().plus(life).getEpochSecond());
        return new Client(github, Jwt.signed(claims, "any", key.getPrivate()));
    }

    private Client.Answer mint(Map<String, ?> body) throws IOException {
        return as(KEY, Duration.ofMinutes(9))
                .post("/app/installations/" + installation + "/access_tokens", body);
    }

    @Test
    void findsItselfAndItsInstallation() throws IOException {
        Client client = as(KEY, Duration.ofMinutes(9));

        assertThat(client.get("/app").json().path("slug").asString()).isEqualTo("jaunt");
        assertThat(client.get("/repos/acme/shop/installation").json().path("id").asLong())
                .isEqualTo(installation);
        app.uninstall(installation);
        assertThat(client.get("/repos/acme/shop/installation").status()).isEqualTo(404);
    }

    @Test
    void mintsNarrowedTokenThatEndsAfterAnHour() throws IOException {
        var minted =
                mint(
                        Map.of(
                                "repositories", List.of("shop"),
                                "permissions", Map.of("contents", "read")));
        String token = minted.json().path("token").asString();
        Client client = new Client(github, token);

        assertThat(minted.status()).isEqualTo(201);
        assertThat(token).startsWith("ghs_" + app.id() + "_").hasSizeGreaterThan(100);
        assertThat(minted.json().path("expires_at").asString()).isEqualTo("2026-11-01T13:00:00Z");
        assertThat(client.get("/repos/acme/shop").status()).isEqualTo(200);
        assertThat(client.get("/repos/acme/other").status()).isEqualTo(404);
        var dispatch = client.post("/repos/acme/shop/dispatches", Map.of("event_type", "x"));
        assertThat(dispatch.status()).isEqualTo(403);
        assertThat(dispatch.message()).isEqualTo("Resource not accessible by integration");
        now.set(START.plus(Duration.ofHours(1)));
        assertThat(client.get("/repos/acme/shop").status()).isEqualTo(401);
    }

    @Test
    void mintsNothingThatTheAppHasNot() throws IOException {
        assertThat(mint(Map.of("permissions", Map.of("issues", "write"))).status()).isEqualTo(422);
        assertThat(mint(Map.of("repositories", List.of("secret"))).status()).isEqualTo(422);
    }

    @Test
    void wrongJwtIsRefused() throws IOException {
        var forged = as(Keys.generated(), Duration.ofMinutes(9)).get("/app");
        var lasting = as(KEY, Duration.ofMinutes(11)).get("/app");
        var ended = as(KEY, Duration.ofSeconds(-1)).get("/app");

        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.message()).isEqualTo("A JSON web token could not be decoded");
        assertThat(lasting.message())
                .isEqualTo("'Expiration time' claim ('exp') is too far in the future");
        assertThat(ended.status()).isEqualTo(401);
    }
}
