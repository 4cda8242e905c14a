package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.signin.SignInLinks;
import dev.pithyjaunt.server.task.Task;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
        ada = server.person("Ada", Account.Role.USER);
        eve = server.person("Eve", Account.Role.USER);
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
                        "<b>Run in a sandbox</b>: no network, a file system of its own, 4096 MiB of memory.",
                        "Not in force there: a limit on processes (no cgroup is delegated)",
                        "<li>The patch changes package.json, which the set-up reads.</li>",
                        "the same: the patch changes nothing that it depends on",
                        "<span class=\"source\">package.json: scripts.test</span>",
                        "118 passed, 1 failed, 3 skipped",
                        "passing ones not told, 0 failed, 0 skipped",
                        "from an earlier run on this commit",
                        "Run again 2 times.",
                        "It fails now and then on the same files: that says nothing of the patch.",
                        "<bdi>acme.GreetingTest.says</bdi>",
                        "Only with the patch <span class=\"muted\">250 tests</span>",
                        "and 249 more",
                        "Run with openjdk 25.0.3, node v20.20.2",
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
        assertThat(page.split(java.util.regex.Pattern.quote(ESCAPED), -1)).hasSizeGreaterThan(7);
        assertThat(ada.get("/").body()).contains(ESCAPED).doesNotContain("<script>alert");
    }

    @ParameterizedTest
    @CsvSource({
        "SANDBOX, NOT_CHECKED, , 'No check was run, so nothing is known.', ''",
        "OFF, NOT_CHECKED, , 'No check was run, so nothing is known.', ''",
        "SANDBOX, NOT_COMPARABLE, NOT_RUNNABLE, 'nothing is known of it.', A sandbox was asked for",
        "NONE, NO_NEW_FAILURE, PASSES, Nothing fails that did not fail before., Run without a sandbox",
        "JOB, INCOMPLETE, ALREADY_FAILED, The checks were not run to the end., Run without a sandbox"
    })
    void verdictIsSaidInASentenceAndOnlyASuccessLooksLikeOne(
            CheckMode mode,
            Evidence.Verdict verdict,
            @Nullable Comparison comparison,
            String sentence,
            String isolation) {
        Task task = server.task(ada.account(), "Verdict", "Verdict.");
        Execution execution = server.running(ada.account(), task);
        server.finish(
                execution,
                Patches.GREETING,
                Evidences.telling(execution, mode, verdict, comparison));

        String page = ada.get("/task/" + task.id()).body();

        String badge = "is-" + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(page).contains(sentence, isolation).contains("badge " + badge);
        assertThat(page.contains("<b>Run ") || page.contains("<b>A sandbox"))
                .as("nothing is said of where nothing ran")
                .isEqualTo(comparison != null);
        assertThat(greenBadges().contains(badge))
                .isEqualTo(verdict == Evidence.Verdict.NO_NEW_FAILURE);
    }

    /// The selectors of the badges that look like success.
    private static String greenBadges() {
        return ada.get("/assets/pages.css")
                .body()
                .lines()
                .filter(line -> line.contains(".is-") && line.contains("var(--good)"))
                .collect(Collectors.joining());
    }

    @Test
    void hugeEvidenceIsCutAndCounted() {
        Task task = server.task(ada.account(), "Huge", "Huge.");
        Execution execution = server.running(ada.account(), task);
        Evidence one = Evidences.failing(execution, "c".repeat(5_000), "o".repeat(50_000));
        Evidence huge =
                new Evidence(
                        one.executionId(),
                        one.baseCommit(),
                        new Evidence.Isolation(
                                CheckMode.NONE, Collections.nCopies(1_000, "layer"), List.of()),
                        Collections.nCopies(1_000, "tool"),
                        one.setUp(),
                        Collections.nCopies(300, one.checks().getLast()),
                        one.verdict(),
                        Collections.nCopies(1_000, "\u0007note\u202E".repeat(500)),
                        null,
                        1e300);
        server.finish(execution, Patches.GREETING, huge);

        HttpResponse<String> page = ada.get("/task/" + task.id());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("201 more commands: download the evidence to see the rest.")
                .contains("layer, 950 more", "tool, 950 more", "&lt;U+0007&gt;note&lt;U+202E&gt;")
                .doesNotContain("\u0007", "\u202E");
        assertThat(page.body().length()).isLessThan(2_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"verdict\": \"no_new_failure\"}",
                "{\"comparison\": \"<script>alert(1)</script>\"}"
            })
    void evidenceThatIsNotOfItsFormIsSaidToBeSo(String evidence) {
        Task task = server.task(ada.account(), "Malformed", "Malformed.");
        Execution execution = server.running(ada.account(), task);
        server.finish(execution, Patches.GREETING, evidence, Evidence.Verdict.NO_NEW_FAILURE);

        HttpResponse<String> page = ada.get("/task/" + task.id());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Not of the form expected, so not shown: evidence. The download has it.")
                .contains("/api/task/%s/evidence".formatted(task.id()))
                .doesNotContain("<script>alert", "id=\"evidence\"");
    }

    @Test
    void requiredPartsThatAreMissingMakeEvidenceUnreadable() {
        Task task = server.task(ada.account(), "Without", "Without.");
        Execution execution = server.running(ada.account(), task);
        String whole = Json.line(Evidences.failing(execution, "make", "no"));
        for (String part :
                List.of(
                        "\"comparison\":\"newly_fails\",",
                        "\"source\":\".pithy-jaunt.yml: checks\",",
                        "\"mode\":\"sandbox\",",
                        ",\"kept\":true")) {
            assertThat(whole).contains(part);
            server.bean(FileStore.class)
                    .put(
                            execution.id(),
                            FileKind.EVIDENCE,
                            whole.replace(part, "").getBytes(StandardCharsets.UTF_8));

            assertThat(ada.get("/task/" + task.id()).body())
                    .as(part)
                    .contains("Not of the form expected, so not shown: evidence.");
        }
    }

    @Test
    void patchWithoutEvidenceIsSaidToHaveNone() {
        Task task = server.task(ada.account(), "None", "None.");
        Execution execution = server.running(ada.account(), task);
        server.bean(FileStore.class)
                .put(
                        execution.id(),
                        FileKind.PATCH,
                        Patches.GREETING.getBytes(StandardCharsets.UTF_8));
        String said = "There is no evidence: nothing is known of what the checks say.";
        assertThat(ada.get("/task/" + task.id()).body())
                .doesNotContain(said)
                .doesNotContain("Publish again");
        server.bean(Executions.class)
                .end(
                        execution.id(),
                        Execution.Ending.failed(ExecutionError.Category.LOST, "silent"));

        assertThat(ada.get("/task/" + task.id()).body()).contains(said).contains("Publish again");
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
        PagesServer.Person busy = server.person("Busy", Account.Role.USER);
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
