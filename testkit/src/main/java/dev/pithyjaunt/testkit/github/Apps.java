package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The Apps that are known, by what their JWTs show.
final class Apps {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration DRIFT = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final List<StandInApp> apps = new CopyOnWriteArrayList<>();

    Apps(InstantSource clock) {
        this.clock = clock;
    }

    void add(StandInApp app) {
        apps.add(app);
    }

    /// The App whose JWT this is.
    ///
    /// @throws Refused with 401 in GitHub's words
    StandInApp verified(@Nullable String shown) {
        JsonNode claims = shown == null ? null : Jwt.claims(shown).orElse(null);
        if (shown == null || claims == null) {
            throw new Refused(401, "A JSON web token could not be decoded");
        }
        JsonNode issuer = claims.path("iss");
        String name = issuer.isNumber() ? issuer.asString() : issuer.asString("");
        StandInApp app =
                apps.stream()
                        .filter(a ->
                                name.equals(a.clientId()) || name.equals(Long.toString(a.id())))
                        .findFirst()
                        .orElseThrow(() -> new Refused(401, "Integration not found"));
        if (!Jwt.isSignedBy(app.key(), shown)) {
            throw new Refused(401, "A JSON web token could not be decoded");
        }
        checkTimes(claims);
        return app;
    }

    private void checkTimes(JsonNode claims) {
        Instant now = clock.instant();
        if (!claims.path("exp").isIntegralNumber()) {
            throw new Refused(
                    401,
                    "'Expiration time' claim ('exp') must be a numeric value representing the"
                            + " future time at which the assertion expires");
        }
        Instant end = Instant.ofEpochSecond(claims.path("exp").asLong());
        if (end.isAfter(now.plus(LONGEST))) {
            throw new Refused(401, "'Expiration time' claim ('exp') is too far in the future");
        }
        if (!end.isAfter(now)) {
            throw new Refused(
                    401,
                    "'Expiration time' claim ('exp') must be a numeric value representing the"
                            + " future time at which the assertion expires");
        }
        boolean early =
                !claims.path("iat").isIntegralNumber()
                        || Instant.ofEpochSecond(claims.path("iat").asLong())
                                .isAfter(now.plus(DRIFT));
        if (early) {
            throw new Refused(
                    401,
                    "'Issued at' claim ('iat') must be an Integer representing the time that the"
                            + " assertion was issued");
        }
    }
}
