package dev.pithyjaunt.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server behind a proxy that speaks https. The proxy is this test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureSiteIT {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");
    private static final int ATTEMPTS_OF_AN_ADDRESS = 30;

    @TempDir static Path folder = Path.of(".");

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private TestServer server;

    @BeforeAll
    void start() {
        server =
                new TestServer(
                        DatabaseKind.SQLITE,
                        folder,
                        Map.of(
                                "EXECUTION_ENABLED", "false",
                                "APP_URL", "https://pithy.example.org",
                                "JAUNT_TRUSTED_PROXIES", "127.0.0.1"));
    }

    @AfterAll
    void stop() {
        server.close();
        client.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path));
    }

    private static List<String> cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    /// A try to sign in with a wrong password.
    private int attempt(String name, String forwardedFor) throws IOException, InterruptedException {
        HttpResponse<String> page = send(request("/sign-in"));
        Matcher csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).isTrue();
        return send(request("/sign-in/password")
                        .header("Cookie", cookies(page).getFirst().split(";", 2)[0])
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Forwarded-For", forwardedFor)
                        .POST(
                                BodyPublishers.ofString(
                                        "name=%s&password=not-the-right-one&_csrf=%s"
                                                .formatted(name, csrf.group(1)))))
                .statusCode();
    }

    @Test
    void browserIsToldToComeByHttpsAlone() throws Exception {
        for (String path :
                List.of("/sign-in", "/api/task", "/api/webhook/github-actions", "/assets/x")) {
            assertThat(send(request(path)).headers().firstValue("Strict-Transport-Security"))
                    .as(path)
                    .hasValue("max-age=31536000");
        }
        assertThat(
                        send(request("/api/webhook/github-actions")
                                        .POST(BodyPublishers.ofString("{}")))
                                .headers()
                                .firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000");
    }

    @Test
    void noCookieTravelsByHttpOrIsSetByAnotherHost() throws Exception {
        assertThat(cookies(send(request("/sign-in"))))
                .isNotEmpty()
                .allSatisfy(cookie ->
                        assertThat(cookie)
                                .startsWith("__Host-jaunt-")
                                .contains("Secure", "HttpOnly", "Path=/", "SameSite=Lax"));
    }

    @Test
    void attemptsAreCountedByTheAddressThatTheProxyNames() throws Exception {
        for (int i = 0; i < ATTEMPTS_OF_AN_ADDRESS; i++) {
            server.bean(Throttle.class).take("nobody" + i, "203.0.113.7");
        }

        assertThat(attempt("mallory", "203.0.113.7")).isEqualTo(429);
        assertThat(attempt("mallory", "203.0.113.7, 203.0.113.8")).isEqualTo(401);
    }
}
