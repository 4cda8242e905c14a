package dev.pithyjaunt.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.testkit.github.GitHubStandIn;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// How people come in, over HTTP, with a GitHub beside the server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInPagesIT {

    private static final String PASSWORD = "correct horse battery";

    @TempDir static Path folder = Path.of(".");

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private GitHubStandIn gitHub;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private TestServer server;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private TestServer.Person administrator;

    private Browser program;
    private Browser browser;

    @BeforeAll
    void start() {
        gitHub = GitHubStandIn.start(folder.resolve("github"));
        server =
                new TestServer(
                        DatabaseKind.SQLITE,
                        folder.resolve("server"),
                        Map.of(
                                "EXECUTION_ENABLED", "false",
                                "GITHUB_SERVER_URL", gitHub.serverUri().toString(),
                                "GITHUB_OAUTH_CLIENT_ID", "our-client",
                                "GITHUB_OAUTH_CLIENT_SECRET", "our-secret"));
        gitHub.oauthApp(
                "our-client", "our-secret", server.address().resolve("/sign-in/github/callback"));
        administrator = server.administrator();
    }

    @AfterAll
    void stop() {
        server.close();
        gitHub.close();
        client.close();
    }

    @BeforeEach
    void open() {
        browser = new Browser(server.address());
        program = browser.withToken(administrator.token());
    }

    @AfterEach
    void leave() {
        browser.close();
        program.close();
        server.setAhead(Duration.ZERO);
    }

    /// A new account, as an administrator makes it.
    private Map<?, ?> create(String name, String more) {
        Browser.Answer made =
                program.send("POST", "/api/account", "{\"name\":\"" + name + "\"" + more + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return Json.read(made.body(), Map.class);
    }

    private static String id(Map<?, ?> created) {
        return created.get("account") instanceof Map<?, ?> account
                ? String.valueOf(account.get("id"))
                : "";
    }

    /// Makes an account whose person sets a password by the link.
    private String withPassword(String name) {
        Map<?, ?> created = create(name, "");
        Browser.Answer page =
                browser.submit(
                        URI.create(String.valueOf(created.get("signInLink"))).getPath(),
                        "/sign-in",
                        "password=" + PASSWORD.replace(' ', '+'));
        assertThat(page.status()).as(page.body()).isEqualTo(303);
        return id(created);
    }

    private Browser.Answer signIn(Browser with, String name, String password) {
        return with.submit(
                "/sign-in",
                "/sign-in/password",
                "name=" + name + "&password=" + password.replace(' ', '+'));
    }

    @Test
    void personOfANewAccountSetsAPasswordByTheLinkAndSignsInWithIt() {
        withPassword("ada");
        try (Browser other = new Browser(server.address())) {
            assertThat(signIn(other, "ADA", PASSWORD).status()).isEqualTo(303);
            assertThat(other.get("/api/account/me").body())
                    .contains("\"name\":\"ada\"")
                    .contains("\"hasPassword\":true")
                    .doesNotContain("$2");

            Browser.Answer wrong = signIn(other, "ada", "correct horse batterie");
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.body()).contains("The name or the password is wrong.");
            assertThat(signIn(other, "nobody", PASSWORD).body())
                    .contains("The name or the password is wrong.");
        }
    }

    @Test
    void passwordThatIsTooShortOrTooLongIsRefusedAndTheLinkStaysGood() {
        String link = URI.create(String.valueOf(create("short", "").get("signInLink"))).getPath();

        Browser.Answer tooShort = browser.submit(link, "/sign-in", "password=elevenchars");
        assertThat(tooShort.status()).isEqualTo(422);
        assertThat(tooShort.body()).contains("expected at least 12 characters");
        Browser.Answer tooLong = browser.submit(link, "/sign-in", "password=" + "x".repeat(73));
        assertThat(tooLong.body()).contains("expected at most 72 bytes of UTF-8, and it has 73");
        assertThat(browser.submit(link, "/sign-in", "password=" + "x".repeat(72)).status())
                .isEqualTo(303);
    }

    @Test
    void newPasswordNeedsTheOldOneAndEndsOtherSessions() {
        withPassword("bea");
        try (Browser other = new Browser(server.address())) {
            signIn(other, "bea", PASSWORD);
            String body = "{\"oldPassword\":\"%s\",\"password\":\"another long one\"}";

            Browser.Answer wrong =
                    browser.send("PUT", "/api/account/me/password", body.formatted("no"));
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.field("detail")).isEqualTo("oldPassword: it is not your password");
            assertThat(other.get("/api/account/me").status()).isEqualTo(200);

            assertThat(
                            browser.send(
                                            "PUT",
                                            "/api/account/me/password",
                                            body.formatted(PASSWORD))
                                    .status())
                    .isEqualTo(204);
            assertThat(other.get("/api/account/me").status()).isEqualTo(401);
            assertThat(browser.get("/api/account/me").status()).isEqualTo(200);
            assertThat(signIn(other, "bea", PASSWORD).status()).isEqualTo(401);
            assertThat(signIn(other, "bea", "another long one").status()).isEqualTo(303);
        }
    }

    @Test
    void everySessionEndsWithAnotherRoleWithDisablingAndWithSigningOutEverywhere() {
        String id = withPassword("cleo");
        String account = "/api/account/" + id;

        assertThat(program.send("PATCH", account, "{\"role\":\"administrator\"}").field("role"))
                .isEqualTo("administrator");
        assertThat(browser.get("/api/account/me").status()).isEqualTo(401);

        assertThat(signIn(browser, "cleo", PASSWORD).status()).isEqualTo(303);
        assertThat(browser.get("/account").body()).contains("cleo").contains("administrator");
        assertThat(program.send("PATCH", account, "{\"enabled\":false}").field("enabled"))
                .isEqualTo("false");
        assertThat(browser.get("/api/account/me").status()).isEqualTo(401);
        assertThat(signIn(browser, "cleo", PASSWORD).status()).isEqualTo(401);

        program.send("PATCH", account, "{\"enabled\":true}");
        try (Browser other = new Browser(server.address())) {
            signIn(other, "cleo", PASSWORD);
            signIn(browser, "cleo", PASSWORD);
            assertThat(browser.post("/api/account/me/sign-out", Map.of()).status()).isEqualTo(204);
            assertThat(other.get("/api/account/me").status()).isEqualTo(401);
        }
    }

    @Test
    void signingInAgainGivesAnotherSessionAndEndsTheOneBefore() {
        withPassword("dora");
        String first = signIn(browser, "dora", PASSWORD).header("Set-Cookie");
        String second = signIn(browser, "dora", PASSWORD).header("Set-Cookie");

        assertThat(second).isNotEqualTo(first);
        assertThat(second).contains("; HttpOnly; SameSite=Lax");
        assertThat(get("/api/account/me", first.replaceFirst(";.*", "")).statusCode())
                .isEqualTo(401);
        assertThat(get("/api/account/me", second.replaceFirst(";.*", "")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoTriesANameTooOftenIsToldWhenToComeAgain() {
        // Hashing is not what is tried here: an unknown name takes as long as any.
        Throttle throttle = server.bean(Throttle.class);
        for (int i = 0; i < 10; i++) {
            throttle.takeForName("Mallory");
        }

        Browser.Answer refused = signIn(browser, "mallory", PASSWORD);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).matches("[1-6]?[0-9]");
        assertThat(refused.body()).contains("Too many attempts to sign in: try again in");
        server.setAhead(Duration.ofMinutes(1));
        assertThat(signIn(browser, "mallory", PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void accountThatIsNotWhatItShouldBeIsRefused() {
        for (String body :
                new String[] {
                    "{\"name\":\" \"}",
                    "{\"name\":\"a\\u0000b\"}",
                    "{\"name\":\"eve\",\"email\":\"eve@example.org\\nBcc: x@example.org\"}",
                    "{\"name\":\"eve\",\"email\":\"eve\"}",
                    "{\"name\":\"eve\",\"gitHubLogin\":\"../eve\"}"
                }) {
            assertThat(program.send("POST", "/api/account", body).field("type"))
                    .as(body)
                    .isEqualTo("urn:pithy-jaunt:invalid-input");
        }
        assertThat(
                        program.send("POST", "/api/account", "{\"name\":\"eve\",\"role\":\"x\"}")
                                .status())
                .isEqualTo(400);
        assertThat(program.get("/api/account").body()).doesNotContain("\"eve\"");
    }

    @Test
    void readTokenMayNotWriteAndSaysSo() {
        Browser.Answer made =
                program.send("POST", "/api/token", "{\"name\":\"r\",\"scope\":\"read\"}");
        try (Browser reader = browser.withToken(made.field("secret"))) {
            assertThat(reader.get("/api/task").status()).isEqualTo(200);
            Browser.Answer refused = reader.post("/api/token", Map.of("name", "more"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.field("type")).isEqualTo("urn:pithy-jaunt:token-scope");
            assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void userAtGitHubSignsInToTheAccountThatIsMeantForThem() {
        create("fay", ",\"gitHubLogin\":\"Fay-GH\"");
        gitHub.visitor("fay-gh");

        HttpResponse<String> signedIn = throughGitHub(null);

        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(303);
        String session = cookie(signedIn, "jaunt-session");
        assertThat(get("/api/account/me", session).body()).contains("\"name\":\"fay\"");
        assertThat(gitHub.violations()).isEmpty();
    }

    @Test
    void userAtGitHubWithoutAnAccountIsRefused() {
        gitHub.visitor("stranger");

        HttpResponse<String> refused = throughGitHub(null);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("No account here is meant for stranger at GitHub.");
        assertThat(refused.headers().allValues("set-cookie"))
                .noneMatch(cookie -> cookie.startsWith("jaunt-session"));
    }

    @Test
    void whoDoesNotAgreeAtGitHubIsNotSignedIn() {
        gitHub.visitor(null);

        HttpResponse<String> refused = throughGitHub(null);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("GitHub was not allowed to say who you are.");
    }

    @Test
    void whatWasBegunInAnotherBrowserDoesNotEndHere() {
        create("gus", ",\"gitHubLogin\":\"gus\"");
        gitHub.visitor("gus");

        assertThat(throughGitHub("").statusCode()).isEqualTo(400);
        assertThat(throughGitHub("jaunt-github=other.verifier").body())
                .contains("Signing in was not begun in this browser, or too long ago.");
    }

    @Test
    void verifierOfAnotherBeginningIsRefusedByGitHub() {
        create("hal", ",\"gitHubLogin\":\"hal\"");
        gitHub.visitor("hal");
        HttpResponse<String> begun = get("/sign-in/github", "");
        HttpResponse<String> back = get(location(begun), "");
        String state = cookie(begun, "jaunt-github").replaceFirst("\\..*", "");

        HttpResponse<String> refused =
                get(location(back), state + ".another-verifier-than-the-one-begun-with");

        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("GitHub did not say who you are. Begin again.");
    }

    /// There and back, as a browser goes.
    ///
    /// @param other cookie to come back with; absent: the one that was set
    private HttpResponse<String> throughGitHub(@Nullable String other) {
        HttpResponse<String> begun = get("/sign-in/github", "");
        assertThat(begun.statusCode()).isEqualTo(302);
        HttpResponse<String> back = get(location(begun), "");
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        return get(location(back), other == null ? cookie(begun, "jaunt-github") : other);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("set-cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(String address, String cookie) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.address().resolve(address))
                        .timeout(Duration.ofSeconds(30));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
