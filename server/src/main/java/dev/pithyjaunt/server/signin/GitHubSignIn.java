package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.protocol.proxy.ProxyRoute;
import dev.pithyjaunt.server.platform.SecuritySettings.OAuthApp;

import org.springframework.web.util.UriComponentsBuilder;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/// Asks GitHub who somebody is: the web flow of an OAuth app, with PKCE. No scope is asked for, so
/// the token reads only what is public, and it is forgotten at once.
///
/// Two requests of our own rather than Spring's client: that one keeps its state and whom it found
/// in an HTTP session, which rows and cookies of ours would have to stand in for piece by piece.
///
/// Source: <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps>
final class GitHubSignIn {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final GitHubAddress gitHub;
    private final OAuthApp app;
    private final HttpClient client;
    private final ProxyRoute toServer;
    private final JsonMapper json;

    GitHubSignIn(GitHubAddress gitHub, OAuthApp app, Proxies proxies, JsonMapper json) {
        this.gitHub = gitHub;
        this.app = app;
        this.json = json;
        this.toServer = new ProxyRoute(proxies, gitHub.server());
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(LIMIT);
        toServer.configureAddress(builder);
        this.client = builder.build();
    }

    /// A user at GitHub.
    record User(long id, String login) {}

    /// It could not be found out.
    static final class RefusedException extends RuntimeException {

        RefusedException(String message) {
            super(message);
        }

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Where the browser is sent.
    ///
    /// @param back where GitHub sends it afterwards
    URI begin(String state, String verifier, URI back) {
        return UriComponentsBuilder.fromUri(gitHub.server())
                .path("/login/oauth/authorize")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{back}")
                .queryParam("state", "{state}")
                .queryParam("code_challenge", "{challenge}")
                .queryParam("code_challenge_method", "S256")
                .encode()
                .buildAndExpand(app.clientId(), back, state, challenge(verifier))
                .toUri();
    }

    /// Source: <https://www.rfc-editor.org/rfc/rfc7636#section-4.2>
    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param code that GitHub gave the browser
    /// @throws RefusedException when GitHub does not say who it is
    User finish(String code, String verifier, URI back) {
        JsonNode answer =
                send(
                        request(URI.create(gitHub.server() + "/login/oauth/access_token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                form(
                                                        Map.of(
                                                                "client_id", app.clientId(),
                                                                "client_secret", app.clientSecret(),
                                                                "code", code,
                                                                "redirect_uri", back.toString(),
                                                                "code_verifier", verifier)))));
        String token = answer.path("access_token").asString("");
        if (token.isEmpty()) {
            throw new RefusedException(
                    "GitHub gave no token: " + answer.path("error").asString("no reason told"));
        }
        JsonNode user =
                send(
                        request(URI.create(gitHub.rest() + "/user"))
                                .header("Authorization", "Bearer " + token)
                                .GET());
        long id = user.path("id").asLong(0);
        String login = user.path("login").asString("");
        if (id <= 0 || login.isEmpty()) {
            throw new RefusedException("GitHub did not say whose token it gave");
        }
        return new User(id, login);
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(LIMIT)
                        .header("Accept", "application/json")
                        .header("User-Agent", "pithy-jaunt");
        toServer.authorization().ifPresent(value -> request.header("Proxy-Authorization", value));
        return request;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field ->
                        field.getKey()
                                + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new RefusedException("GitHub answered with status " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new RefusedException("GitHub can't be reached", e);
        } catch (JacksonException e) {
            throw new RefusedException("GitHub's answer is not JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted", e);
        }
    }
}
