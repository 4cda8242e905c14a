package dev.pithyjaunt.github.rest;

import static dev.pithyjaunt.github.ScriptedGitHub.IN_TEN_MINUTES;
import static dev.pithyjaunt.github.ScriptedGitHub.SHOP;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.github.ScriptedGitHub;
import dev.pithyjaunt.github.ScriptedGitHub.Reply;
import dev.pithyjaunt.github.ScriptedGitHub.Request;
import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.repository.Branch;
import dev.pithyjaunt.github.rest.ForgeException.Kind;
import dev.pithyjaunt.protocol.proxy.Proxies;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class AnswersTest {

    private static final String BRANCH =
            "{\"name\":\"main\",\"commit\":{\"sha\":\"c0ffee\"},\"protected\":true}";
    private static final Branch MAIN = new Branch("main", "c0ffee", true);

    private final ScriptedGitHub github = new ScriptedGitHub();

    @AfterEach
    void close() {
        github.close();
    }

    private Optional<Branch> read() {
        return github.client().repository(SHOP, IN_TEN_MINUTES).findBranch("main");
    }

    private ForgeException failure() {
        return catchThrowableOfType(ForgeException.class, this::read);
    }

    @Test
    void requestSaysWhoAsksAndInWhichVersion() {
        github.reply(200, BRANCH);
        read();
        Request request = github.requests().getFirst();
        assertThat(request.line()).isEqualTo("GET /repos/acme/shop/branches/main");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + ScriptedGitHub.TOKEN);
        assertThat(request.header("Accept")).isEqualTo("application/vnd.github+json");
        assertThat(request.header("X-GitHub-Api-Version")).isEqualTo("2022-11-28");
        assertThat(request.header("User-Agent")).isEqualTo("pithy-jaunt");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectOnTheSameHostIsFollowed(int status) {
        github.reply(status, "", "Location", github.rest() + "/repositories/1/branches/main")
                .reply(200, BRANCH);
        assertThat(read()).contains(MAIN);
        assertThat(github.lines())
                .containsExactly(
                        "GET /repos/acme/shop/branches/main", "GET /repositories/1/branches/main");
    }

    @Test
    void redirectedWriteIsRepeatedWhole() {
        github.reply(307, "", "Location", "/api/v3/repositories/1/labels").reply(200, "[]");
        github.client().pullRequests(SHOP, IN_TEN_MINUTES).label(7, List.of("a"));
        assertThat(github.lines())
                .containsExactly(
                        "POST /repos/acme/shop/issues/7/labels {\"labels\":[\"a\"]}",
                        "POST /repositories/1/labels {\"labels\":[\"a\"]}");
    }

    @Test
    void redirectToAnotherHostIsRefusedAndGetsNoToken() {
        try (ScriptedGitHub other = new ScriptedGitHub()) {
            String to = other.rest().replace("127.0.0.1", "localhost");
            github.reply(302, "", "Location", to + "/repos/acme/shop/branches/main?secret=1");
            assertThat(failure())
                    .hasMessage(
                            "reading the branch main of acme/shop: GitHub answered 302, a redirect to localhost that is"
                                    + " not followed");
            github.reply(302, "", "Location", other.rest());
            assertThat(failure().kind()).isEqualTo(Kind.UNEXPECTED);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void redirectsInACircleEnd() {
        for (int i = 0; i < 9; i++) {
            github.reply(302, "", "Location", "/api/v3/repos/acme/shop/branches/main");
        }
        assertThat(failure().kind()).isEqualTo(Kind.UNEXPECTED);
        assertThat(github.requests()).hasSize(6);
    }

    @Test
    void unchangedAnswerComesFromMemory() {
        github.reply(200, BRANCH, "ETag", "\"v1\"")
                .reply(304, "", "ETag", "\"v1\"")
                .reply(200, BRANCH.replace("c0ffee", "beef"), "ETag", "\"v2\"")
                .reply(304, "");
        var calls = github.client().repository(SHOP, IN_TEN_MINUTES);
        assertThat(calls.findBranch("main")).contains(MAIN);
        assertThat(calls.findBranch("main")).contains(MAIN);
        assertThat(calls.findBranch("main").orElseThrow().head()).isEqualTo("beef");
        assertThat(calls.findBranch("main").orElseThrow().head()).isEqualTo("beef");
        assertThat(github.requests())
                .extracting(request -> request.header("If-None-Match"))
                .containsExactly("", "\"v1\"", "\"v1\"", "\"v2\"");
    }

    @Test
    void memoryForgetsTheLongestUnusedWhenItIsFull() {
        AnswerMemory memory = new AnswerMemory(400);
        for (String name : List.of("a", "b", "c", "d", "e")) {
            memory.keep("me", URI.create("http://x/" + name), answer("x".repeat(90)));
            memory.find("me", URI.create("http://x/a"));
        }
        memory.keep("me", URI.create("http://x/large"), answer("x".repeat(101)));
        assertThat(Stream.of("a", "b", "c", "d", "e", "large"))
                .filteredOn(name -> memory.find("me", URI.create("http://x/" + name)).isPresent())
                .containsExactly("a", "c", "d", "e");
        assertThat(memory.find("other", URI.create("http://x/a"))).isEmpty();
    }

    private static Answer answer(String text) {
        return new Answer(
                "reading",
                200,
                HttpHeaders.of(Map.of("etag", List.of("\"1\"")), (_, _) -> true),
                text);
    }

    @Test
    void oversizedAnswerIsNotRead() {
        github.reply(200, "x".repeat((16 << 20) + 1));
        assertThat(failure())
                .hasMessage(
                        "reading the branch main of acme/shop: GitHub's answer is larger than 16777216 bytes");
        assertThat(github.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", "", "{\"name\":\"main\"}", "{\"name\":7}"})
    void answerOfAnotherShapeIsSaid(String body) {
        github.reply(200, body);
        ForgeException failure = failure();
        assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
        assertThat(failure)
                .hasMessageStartingWith(
                        "reading the branch main of acme/shop: GitHub answered 200 with ");
    }

    @Test
    void pagesAreFollowedUpToABound() {
        String next = "<%s/repositories/1/pulls?page=2>; rel=\"next\", <x>; rel=\"last\"";
        github.reply(200, "[" + pull(1) + "]", "Link", next.formatted(github.rest()))
                .reply(200, "[" + pull(2) + "]", "Link", "<" + github.rest() + ">; rel=\"first\"");
        assertThat(github.client().pullRequests(SHOP, IN_TEN_MINUTES).all("pj/1"))
                .extracting(found -> found.number())
                .containsExactly(1L, 2L);
        assertThat(github.lines().getLast()).isEqualTo("GET /repositories/1/pulls?page=2");
        for (int i = 0; i < 12; i++) {
            github.reply(200, "[]", "Link", next.formatted(github.rest()));
        }
        ForgeException failure =
                catchThrowableOfType(
                        ForgeException.class,
                        () -> github.client().pullRequests(SHOP, IN_TEN_MINUTES).all("pj/1"));
        assertThat(failure)
                .hasMessage(
                        "listing pull requests of the branch pj/1 of acme/shop: GitHub answered 200 with more than 10"
                                + " pages");
        assertThat(github.requests()).hasSize(12);
    }

    @Test
    void pageOnAnotherHostIsNotAsked() {
        github.reply(200, "[]", "Link", "<https://example.org/x>; rel=\"next\"");
        ForgeException failure =
                catchThrowableOfType(
                        ForgeException.class,
                        () -> github.client().pullRequests(SHOP, IN_TEN_MINUTES).all("pj/1"));
        assertThat(failure)
                .hasMessageEndingWith("GitHub answered 200 with a next page on another host");
    }

    private static String pull(int number) {
        return """
        {"number": %d, "title": "T", "state": "open", "html_url": "x",
         "head": {"ref": "pj/1", "sha": "c0ffee"}, "base": {"ref": "main"}}\
        """
                .formatted(number);
    }

    @Test
    void proxyIsUsedWithItsPasswordUnlessTheHostIsDirect() {
        Map<String, String> settings =
                Map.of("http_proxy", github.base().replace("://", "://me:p%40ss@"));
        var address = GitHubAddress.of("http://github.localhost");
        github.reply(200, BRANCH);
        var client =
                github.client(
                        address,
                        new Credential.Token(ScriptedGitHub.TOKEN),
                        Proxies.from(settings),
                        Duration.ofSeconds(5));
        assertThat(client.repository(SHOP, IN_TEN_MINUTES).findBranch("main")).contains(MAIN);
        Request request = github.requests().getFirst();
        assertThat(request.path())
                .isEqualTo("http://api.github.localhost/repos/acme/shop/branches/main");
        assertThat(request.header("Proxy-Authorization")).isEqualTo("Basic bWU6cEBzcw==");
        github.reply(Reply.of(407, ""));
        assertThat(
                        catchThrowableOfType(
                                ForgeException.class,
                                () -> client.repository(SHOP, IN_TEN_MINUTES).findBranch("main")))
                .hasMessage(
                        "reading the branch main of acme/shop: GitHub can't be reached: the proxy %s wants another user"
                                        .formatted(github.base().substring("http://".length()))
                                + " or password; set them in HTTP_PROXY");
    }

    @Test
    void directHostGetsNoPasswordOfAProxy() {
        Map<String, String> settings =
                Map.of("HTTP_PROXY", "http://me:secret@127.0.0.1:1", "NO_PROXY", "127.0.0.0/8");
        github.reply(200, BRANCH);
        var client =
                github.client(
                        GitHubAddress.of(github.base()),
                        new Credential.Token(ScriptedGitHub.TOKEN),
                        Proxies.from(settings),
                        Duration.ofSeconds(5));
        assertThat(client.repository(SHOP, IN_TEN_MINUTES).findBranch("main")).contains(MAIN);
        assertThat(github.requests().getFirst().header("Proxy-Authorization")).isEmpty();
    }
}
