package dev.pithyjaunt.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;

class IdTokensTest {

    @TempDir private Path folder;
    private GitHubStandIn github;
    private StandInRun run;

    @BeforeEach
    void start() throws IOException {
        TestRepository work =
                TestRepository.create(folder.resolve("work"))
                        .write(".github/workflows/w.yml", "on: repository_dispatch\n");
        work.commit("base");
        github = GitHubStandIn.start(folder.resolve("github"));
        StandInRepository shop = github.create("acme/shop", work);
        new Client(github, github.classicToken("acme", "repo"))
                .post("/repos/acme/shop/dispatches", Map.of("event_type", "x"));
        run = shop.runs().getFirst();
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private static HttpResponse<String> get(String uri, String token)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(uri))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        return Json.tree("answer", answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        Map<String, String> environment = run.idTokenEnvironment();
        return get(
                environment.get("ACTIONS_ID_TOKEN_REQUEST_URL") + "&audience=jaunt",
                String.valueOf(environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN")));
    }

    @Test
    void tokenOfRunIsVerifiedByPublishedKey()
            throws IOException, InterruptedException, GeneralSecurityException {
        String token = tree(ask()).path("value").asString();

        JsonNode metadata =
                tree(get(github.idTokenIssuer() + "/.well-known/openid-configuration", "none"));
        JsonNode key = tree(get(metadata.path("jwks_uri").asString(), "none")).at("/keys/0");
        Base64.Decoder decoder = Base64.getUrlDecoder();
        var spec =
                new RSAPublicKeySpec(
                        new BigInteger(1, decoder.decode(key.path("n").asString())),
                        new BigInteger(1, decoder.decode(key.path("e").asString())));
        assertThat(Jwt.isSignedBy(KeyFactory.getInstance("RSA").generatePublic(spec), token))
                .isTrue();
        JsonNode claims = Jwt.claims(token).orElseThrow();
        assertThat(claims.path("iss").asString()).isEqualTo(metadata.path("issuer").asString());
        assertThat(claims.path("aud").asString()).isEqualTo("jaunt");
        assertThat(claims.path("repository").asString()).isEqualTo("acme/shop");
        assertThat(claims.path("run_id").asString()).isEqualTo(Long.toString(run.id()));
        assertThat(claims.path("workflow_ref").asString())
                .isEqualTo("acme/shop/.github/workflows/w.yml@refs/heads/main");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
    }

    @Test
    void runThatHasEndedGetsNone() throws IOException, InterruptedException {
        run.complete("success");

        assertThat(ask().statusCode()).isEqualTo(401);
    }
}
