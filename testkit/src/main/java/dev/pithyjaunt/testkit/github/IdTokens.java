package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.protocol.Json;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Issues OpenID Connect tokens for jobs that run, as GitHub Actions does, and says how to verify
/// them.
final class IdTokens {

    private static final String ISSUER = "/_services/token";
    private static final String REQUEST = ISSUER + "/token";
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final State state;
    private final Keys keys;
    private final Map<String, StandInRun> requesters = new ConcurrentHashMap<>();

    IdTokens(State state, Keys keys) {
        this.state = state;
        this.keys = keys;
    }

    /// The variables of a job with `id-token: write`.
    ///
    /// @param web where the stand-in is
    Map<String, String> environment(StandInRun run, String web) {
        String secret = Tokens.fresh("fake-id-token-request-");
        requesters.put(secret, run);
        return Map.of(
                "ACTIONS_ID_TOKEN_REQUEST_URL",
                web + REQUEST + "?api-version=2.0",
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                secret);
    }

    static String issuer(String web) {
        return web + ISSUER;
    }

    Reply reply(Ask ask) {
        String web = ask.addresses().web();
        return switch (ask.path()) {
            case ISSUER + "/.well-known/openid-configuration" ->
                    Reply.json(
                            200,
                            Map.of(
                                    "issuer", issuer(web),
                                    "jwks_uri", web + ISSUER + "/.well-known/jwks",
                                    "id_token_signing_alg_values_supported", List.of("RS256"),
                                    "response_types_supported", List.of("id_token"),
                                    "subject_types_supported", List.of("public", "pairwise")));
            case ISSUER + "/.well-known/jwks" -> Reply.json(200, jwks());
            case REQUEST -> issue(ask);
            default -> {
                state.violations().add("no such page here: " + ask.method() + " " + ask.path());
                yield Reply.text(404, "Not Found\n");
            }
        };
    }

    private Map<String, Object> jwks() {
        RSAPublicKey key = (RSAPublicKey) keys.pair().getPublic();
        return Map.of(
                "keys",
                List.of(
                        Map.of(
                                "kty",
                                "RSA",
                                "alg",
                                "RS256",
                                "use",
                                "sig",
                                "kid",
                                Keys.ID,
                                "n",
                                encoded(key.getModulus()),
                                "e",
                                encoded(key.getPublicExponent()))));
    }

    private static String encoded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private Reply issue(Ask ask) {
        String shown = state.tokens().shown(ask.headers().getFirst("Authorization"));
        StandInRun run = shown == null ? null : requesters.get(shown);
        if (run == null || run.isCompleted()) {
            throw new Refused(401, "Bad credentials");
        }
        String audience =
                ask.parameter("audience")
                        .orElse(ask.addresses().web() + "/" + run.repository().owner());
        Map<String, Object> claims = claims(run, audience, ask.addresses().web());
        String token = Jwt.signed(claims, Keys.ID, keys.pair().getPrivate());
        return Reply.json(
                200,
                Json.tree(
                        "token",
                        Json.line(Map.of("value", token))
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private Map<String, Object> claims(StandInRun run, String audience, String web) {
        StandInRepository repository = run.repository();
        StandInRun.Origin origin = run.origin();
        long owner = Views.userId(repository.owner());
        Instant now = state.clock().instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", Tokens.fresh(""));
        claims.put("iss", issuer(web));
        claims.put("aud", audience);
        claims.put(
                "sub",
                "repo:%s@%d/%s@%d:ref:%s"
                        .formatted(
                                repository.owner(),
                                owner,
                                repository.name(),
                                repository.id(),
                                origin.ref()));
        claims.put("repository", repository.fullName());
        claims.put("repository_id", Long.toString(repository.id()));
        claims.put("repository_owner", repository.owner());
        claims.put("repository_owner_id", Long.toString(owner));
        claims.put("run_id", Long.toString(run.id()));
        claims.put("run_number", Integer.toString(origin.number()));
        claims.put("run_attempt", Integer.toString(origin.attempt()));
        claims.put(
                "workflow_ref",
                "%s/%s@%s".formatted(repository.fullName(), origin.workflow(), origin.ref()));
        claims.put("event_name", origin.event());
        claims.put("ref", origin.ref());
        claims.put("sha", origin.commit());
        claims.put("actor", origin.actor());
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        return claims;
    }
}
