package dev.pithyjaunt.server.event;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.repository.ConnectedRepository;

import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the identity token that GitHub gives a job, and tells which run of which repository has
/// it. A token is believed only when it was asked for this server, and comes from our workflow.
///
/// Source: https://docs.github.com/actions/reference/security/oidc
@Component
final class RunIdentity {

    private static final Set<String> EVENTS = Set.of("repository_dispatch", "workflow_dispatch");
    private static final String WORKFLOW = "/.github/workflows/pithy-jaunt-execute.yml@";
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration ASKING = Duration.ofSeconds(15);

    private final Forge forge;
    private final ServerAddress address;
    private final InstantSource clock;
    private final JwtDecoder decoder;

    RunIdentity(Settings settings, Forge forge, ServerAddress address, InstantSource clock) {
        this.forge = forge;
        this.address = address;
        this.clock = clock;
        this.decoder = decoder(issuer(URI.create(settings.gitHub().url())));
    }

    /// Who signs: github.com and tenants of GHE.com have a host for it, servers of one's own a
    /// path.
    static String issuer(URI server) {
        String host = server.getHost();
        if (host.equals("github.com")) {
            return "https://token.actions.githubusercontent.com";
        }
        return host.endsWith(".ghe.com")
                ? "https://token.actions." + host
                : server + "/_services/token";
    }

    /// Keys are fetched when the first token comes, and again for a key that is not known.
    private JwtDecoder decoder(String issuer) {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(LIMIT);
        requests.setReadTimeout(LIMIT);
        NimbusJwtDecoder nimbus =
                NimbusJwtDecoder.withJwkSetUri(issuer + "/.well-known/jwks")
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .restOperations(new RestTemplate(requests))
                        .build();
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock instanceof java.time.Clock own ? own : fixedTo(clock));
        nimbus.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        times,
                        new JwtIssuerValidator(issuer),
                        new JwtClaimValidator<List<String>>(
                                JwtClaimNames.AUD,
                                audience ->
                                        audience != null
                                                && audience.contains(address.url().toString()))));
        return nimbus;
    }

    private static java.time.Clock fixedTo(InstantSource source) {
        return source.withZone(java.time.ZoneOffset.UTC);
    }

    /// @param id GitHub's number of the run
    /// @param attempt from 1
    record Run(long id, int attempt) {}

    /// The run of the repository that has the token.
    ///
    /// @throws RefusedException when it is no such token
    Run of(String token, ConnectedRepository repository) {
        Jwt jwt;
        try {
            jwt = decoder.decode(token);
        } catch (JwtException e) {
            throw RefusedException.unidentified("identity-token: " + e.getMessage());
        }
        if (!EVENTS.contains(text(jwt, "event_name"))
                || !(text(jwt, "job_workflow_ref").contains(WORKFLOW)
                        || text(jwt, "workflow_ref").contains(WORKFLOW))) {
            throw RefusedException.unidentified("identity-of-another-workflow");
        }
        RepositoryName name =
                forge.name(repository.url())
                        .orElseThrow(() -> RefusedException.unidentified("identity-without-forge"));
        // A name can go to somebody else; the number stays.
        if (!text(jwt, "repository_id").equals(Long.toString(number(name)))) {
            throw RefusedException.unknown(
                    Refusal.NOT_IDENTIFIED, "identity-of-another-repository");
        }
        try {
            return new Run(
                    Long.parseLong(text(jwt, "run_id")),
                    Integer.parseInt(text(jwt, "run_attempt")));
        } catch (NumberFormatException _) {
            throw RefusedException.unidentified("identity-without-run");
        }
    }

    private long number(RepositoryName name) {
        Optional<GitHub> gitHub = forge.gitHub();
        try {
            return gitHub.orElseThrow(() -> RefusedException.unidentified("identity-without-forge"))
                    .repository(name, clock.instant().plus(ASKING))
                    .get()
                    .id();
        } catch (ForgeException e) {
            throw RefusedException.unidentified("identity-not-verified: " + e.getMessage());
        }
    }

    private static String text(Jwt jwt, String claim) {
        Object value = jwt.getClaims().get(claim);
        return value == null ? "" : value.toString();
    }
}
