package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.SignInLinks;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

class PagesIT {

    private static final String HOSTILE = "<script>alert(1)</script> \"'>&\u202Eevil";
    private static final String ESCAPED =
            "&lt;script&gt;alert(1)&lt;/script&gt; &quot;&#39;&gt;&amp;&lt;U+202E&gt;evil";

    @TempDir private static Path folder;
    private static PagesServer server;
    private static PagesServer.Person ada;
    private static PagesServer.Person eve;

    @BeforeAll
    static void start() {
        server = new PagesServer(folder);
        ada = server.person("Ada", Account.Role.MEMBER);
        eve = server.person("Eve", Account.Role.MEMBER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void ownerSeesTaskWithAllThatItsExecutionLeft() {
        Task task = server.task(ada.account(), "Greet in French", "Say bonjour.");
        Execution execution = server.running(ada.account(), task);
        server.say(execution, "generate", 1, PagesServer.line("info", "asking the model"));
        server.finish(execution, Patches.GREETING, Evidences.failing(execution, "make", "no"));

        HttpResponse<String> page = ada.get("/task/" + task.id());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Greet in French",
                        "Say bonjour.",
                        "needs review",
                        "Run again",
                        "asking the model",
                        "src/Greeting.java",
                        "<span class=\"added\">+        return &quot;bonjour&quot;;</span>",
                        "fails with exit code 1",
                        "newly fails",
                        "5,120",
                        "1,024",
                        "$0.0223",
                        "500,000 tokens",
                        "unknown",
                        "Checks fail with the patch that do not fail without it.",
                        "href=\"https://github.com/acme/greeting/pull/7\"",
                        "/api/task/%s/patch?execution=%s".formatted(task.id(), execution.id()))
                .doesNotContain("data-stream");
    }

    @Test
    void runningTaskIsRenderedWithThePlaceWhereTheStreamGoesOn() {
        Task task = server.task(ada.account(), "Run", "Run.");
        Execution execution = server.running(ada.account(), task);
        server.say(
                execution,
                "generate",
                1,
                PagesServer.line("info", "one"),
                PagesServer.line("warn", "\u001B[33mtwo\u001B[0m"));

        assertThat(ada.get("/task/" + task.id()).body())
                .contains(
                        "data-stream=\"/api/task/%s/logs/stream?execution=%s\""
                                .formatted(task.id(), execution.id()),
                        "data-last=\"2\"",
                        "<bdi>two</bdi>",
                        "Cancel")
                .doesNotContain("Run again");
    }

    @Test
    void longLogIsRenderedFromItsEnd() {
        Task task = server.task(ada.account(), "Long", "Long.");
        Execution execution = server.running(ada.account(), task);
        for (int i = 1; i <= 1_200; i++) {
            server.say(execution, "generate", i, PagesServer.line("info", "line-" + i + "."));
        }

        assertThat(ada.get("/task/" + task.id()).body())
                .contains("data-last=\"1200\"", "line-201.", "line-1200.", "200 earlier lines")
                .doesNotContain("line-200.");
    }

    @Test
    void hostileTextIsShownAndNotObeyed() {
        Task task = server.task(ada.account(), HOSTILE, HOSTILE);
        Execution execution = server.running(ada.account(), task);
        server.say(execution, "generate", 1, PagesServer.line("info", HOSTILE));
        server.finish(
                execution,
                Patches.GREETING.replace("bonjour", HOSTILE).replace("src/", "<b>/"),
                Evidences.failing(execution, HOSTILE, HOSTILE));

        String page = ada.get("/task/" + task.id()).body();

        assertThat(page).doesNotContain("<script>alert", "\u202E", "<b>/");
        assertThat(page.split(java.util.regex.Pattern.quote(ESCAPED), -1)).hasSizeGreaterThan(6);
        assertThat(ada.get("/").body()).contains(ESCAPED).doesNotContain("<script>alert");
    }

    @Test
    void foreignAndMissingTasksAreNotFound() {
        Task task = server.task(ada.account(), "Private", "Private.");

        HttpResponse<String> foreign = eve.get("/task/" + task.id());

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.headers().firstValue("content-type").orElse("")).startsWith("text/html");
        assertThat(foreign.body()).doesNotContain("Private").contains("<h1>Not found</h1>");
        assertThat(eve.get("/task/nothing").statusCode()).isEqualTo(404);
        assertThat(eve.post("/task/" + task.id() + "/execute").statusCode()).isGreaterThan(399);
        assertThat(eve.post("/task/" + task.id() + "/cancel").statusCode()).isEqualTo(404);
        assertThat(eve.get("/").body()).doesNotContain("Private");
    }

    @Test
    void executionOfAnotherTaskIsNotFound() {
        Task task = server.task(ada.account(), "Mine", "Mine.");
        Task other = server.task(eve.account(), "Hers", "Hers.");
        server.running(ada.account(), task);
        Execution hers = server.running(eve.account(), other);

        assertThat(ada.get("/task/" + task.id() + "?execution=" + hers.id()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void formWithoutTokenIsRefusedWithAPage() {
        Task task = server.task(ada.account(), "Stay", "Stay.");

        HttpResponse<String> refused = ada.postWithoutToken("/task/" + task.id() + "/execute");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Go back, reload it and try again.");
        assertThat(ada.postWithoutToken("/task", "description", "x").statusCode()).isEqualTo(403);
        assertThat(ada.postWithoutToken("/token", "name", "x").statusCode()).isEqualTo(403);
        assertThat(ada.get("/task/" + task.id()).body()).contains("queued");
    }

    @Test
    void wrongFormSaysWhatIsWrongBesideTheFieldAndLosesNothing() {
        HttpResponse<String> page =
                ada.post(
                        "/task",
                        "address",
                        "ftp://x/\"y\"",
                        "title",
                        "t".repeat(73),
                        "description",
                        "Do <this>\r\nand that");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("expected at most 72 characters", "aria-invalid=\"true\"")
                .contains("Do &lt;this&gt;\nand that", "t".repeat(73), "ftp://x/&quot;y&quot;");
    }

    @Test
    void unreachableRepositoryIsSaidBesideItsAddress() {
        HttpResponse<String> page =
                ada.post("/task", "address", "https://example.org/a/b", "description", "Do it");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("id=\"address-error\"", "example.org");
    }

    @Test
    void folderIsConnectedOnceAndTheTaskIsMade() throws Exception {
        Path repository = repository();
        HttpResponse<String> first =
                ada.post("/task", "address", repository.toString(), "description", "First go");
        HttpResponse<String> second =
                ada.post("/task", "address", repository.toString(), "description", "Second go");

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(second.statusCode()).isEqualTo(303);
        String page = ada.get(first.headers().firstValue("location").orElseThrow()).body();
        assertThat(page).contains("First go", "queued", "Execute");
        assertThat(ada.get("/repository").body().split("<details", -1)).hasSizeGreaterThan(1);
    }

    private static Path repository() throws Exception {
        Path place = Files.createDirectory(folder.resolve("sample"));
        for (String[] command :
                new String[][] {
                    {"git", "init", "-q", "-b", "main"},
                    {
                        "git",
                        "-c",
                        "user.name=T",
                        "-c",
                        "user.email=t@example.org",
                        "commit",
                        "-q",
                        "--allow-empty",
                        "-m",
                        "Begin"
                    }
                }) {
            assertThat(
                            new ProcessBuilder(command)
                                    .directory(place.toFile())
                                    .inheritIO()
                                    .start()
                                    .waitFor())
                    .isZero();
        }
        return place;
    }

    @Test
    void createAndExecuteSendsTheFormOn() {
        Task known = server.task(ada.account(), "Known", "Known.");

        HttpResponse<String> answer =
                ada.post(
                        "/task",
                        "repositoryId",
                        known.repositoryId(),
                        "description",
                        "Go",
                        "then",
                        "execute");

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("location").orElse("")).endsWith("/execute");
    }

    @Test
    void listIsPaged() {
        PagesServer.Person busy = server.person("Busy", Account.Role.MEMBER);
        for (int i = 1; i <= 51; i++) {
            server.task(busy.account(), "Task number " + i + ".", "Do.");
        }

        String first = busy.get("/").body();

        assertThat(first).contains("number 51.", "number 2.", "Older").doesNotContain("number 1.");
        String next = first.replaceFirst("(?s).*href=\"(/\\?before=[^\"]+)\".*", "$1");
        assertThat(busy.get(next).body()).contains("number 1.").doesNotContain("number 2.");
    }

    @Test
    void tokenIsShownOnceAndRevoked() {
        HttpResponse<String> made = ada.post("/token", "name", "night-runner", "days", "30");

        assertThat(made.body()).contains("value=\"pj_", "night-runner");
        String list = ada.get("/token").body();
        assertThat(list).contains("night-runner").doesNotContain("pj_&", "value=\"pj_");
        String revoke = list.replaceFirst("(?s).*action=\"(/token/[^\"]+/revoke)\".*", "$1");
        assertThat(eve.post(revoke).statusCode()).isEqualTo(404);
        assertThat(ada.post(revoke).statusCode()).isEqualTo(303);
        assertThat(ada.get("/token").body()).doesNotContain("night-runner");
        assertThat(ada.post("/token", "name", " ").statusCode()).isEqualTo(422);
    }

    @Test
    void linkSignsIn() throws Exception {
        URI link = server.bean(SignInLinks.class).create(server.url());
        try (HttpClient stranger = HttpClient.newHttpClient()) {
            HttpResponse<String> page =
                    stranger.send(
                            HttpRequest.newBuilder(link).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.body()).contains("Sign in", "/assets/pages.css", "_csrf");
            HttpResponse<String> css =
                    stranger.send(
                            HttpRequest.newBuilder(server.url().resolve("/assets/pages.css"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(css.statusCode()).isEqualTo(200);
            HttpResponse<String> turnedAway =
                    stranger.send(
                            HttpRequest.newBuilder(server.url()).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(turnedAway.statusCode()).isEqualTo(302);
        }
    }
}
