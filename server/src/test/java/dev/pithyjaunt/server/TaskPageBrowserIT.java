package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.logstream.LogLine;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// The task's page in a real browser. Screenshots are left in `target/screenshots`.
class TaskPageBrowserIT {

    private static final Path PICTURES = Path.of("target", "screenshots");

    /// Stands in for the log stream: the test says what comes.
    private static final String STREAM =
            """
            window.streams = [];
            window.EventSource = class extends EventTarget {
              constructor(url) { super(); this.url = url; this.readyState = 1; window.streams.push(this); }
              close() { this.readyState = 2; }
              say(type, data, id) {
                this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId: id }));
              }
            };
            window.EventSource.CLOSED = 2;
            """;

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path folder;

    private PagesServer server;
    private PagesServer.Person ada;
    private Chromium browser;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                Chromium.program().isPresent(),
                "skipped: there is no Chromium on this machine to open pages with");
        Path own = java.nio.file.Files.createTempDirectory(folder, "one");
        server = new PagesServer(own);
        ada = server.person("Ada Lovelace", Account.Role.ADMINISTRATOR);
        browser = Chromium.start(Chromium.program().orElseThrow(), own.resolve("profile"));
        browser.setCookie(server.url(), "jaunt-session", ada.session());
        browser.setSize(1280, 900);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Task task() {
        return server.task(
                ada.account(),
                "Greet guests in French & keep the tests",
                """
                The greeting is English, and the house is in Lyon. Say "bonjour" instead.

                Done when GreetingTest expects it and passes.\
                """);
    }

    private void finish(Execution execution) {
        LogLine[] lines =
                IntStream.rangeClosed(1, 24)
                        .mapToObj(i ->
                                PagesServer.line(
                                        i == 9 ? "warn" : i == 24 ? "error" : "info",
                                        i == 12
                                                ? "\u001B[32m[INFO]\u001B[0m compiled, with a rather long line that has to be wrapped somewhere on narrow screens: "
                                                        + "x".repeat(90)
                                                : "step " + i + " of the way"))
                        .toArray(LogLine[]::new);
        server.say(execution, "generate", 1, lines);
        server.finish(
                execution,
                Patches.GREETING,
                Evidences.failing(
                        execution,
                        "mvn -B -ntp verify",
                        "[ERROR] GreetingTest.says:14 expected: \"hello\" but was: \"bonjour\"\n[INFO] BUILD FAILURE\n"));
    }

    @Test
    void finishedTaskShowsAllAtEveryWidth() throws IOException {
        Task task = task();
        server.running(ada.account(), task);
        server.bean(dev.pithyjaunt.server.execution.Executions.class)
                .end(
                        server.bean(dev.pithyjaunt.server.execution.ExecutionStore.class)
                                .findCurrent(task.id())
                                .orElseThrow()
                                .id(),
                        Execution.Ending.failed(
                                dev.pithyjaunt.protocol.ExecutionError.Category.LOST, "silent"));
        finish(server.running(ada.account(), task));

        for (int width : new int[] {1280, 390}) {
            browser.setSize(width, 844);
            browser.open(server.url().resolve("/task/" + task.id()));
            browser.screenshot(PICTURES.resolve("task-" + width + ".png"));
            assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                    .as("nothing sticks out at " + width)
                    .isEqualTo(String.valueOf(width));
        }
        browser.setDark(true);
        browser.setSize(1280, 844);
        browser.screenshot(PICTURES.resolve("task-dark.png"));
        browser.setDark(false);
        assertThat(browser.evaluate("document.querySelector('.diff .added').textContent"))
                .isEqualTo("+    /// In the language of the house.");
        assertThat(browser.evaluate("document.querySelectorAll('#log li').length")).isEqualTo("24");
        assertThat(browser.evaluate("document.querySelector('main').innerText"))
                .contains("newly fails", "gpt-4o", "unknown", "pj/" + task.id())
                .doesNotContain("\u001B");
        ada.post("/token", "name", "night-runner");
        for (String page : new String[] {"/", "/task/new", "/repository", "/token"}) {
            for (int width : new int[] {1280, 390}) {
                browser.setSize(width, 844);
                browser.open(server.url().resolve(page));
                browser.screenshot(
                        PICTURES.resolve(
                                (page.equals("/") ? "tasks" : page.substring(1).replace('/', '-'))
                                        + "-"
                                        + width
                                        + ".png"));
                assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                        .as(page)
                        .isEqualTo(String.valueOf(width));
            }
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void outputThatTellsWhatThePatchBrokeIsOpenAndNoOther() {
        Task task = task();
        finish(server.running(ada.account(), task));

        browser.open(server.url().resolve("/task/" + task.id()));

        assertThat(
                        browser.evaluate(
                                "[...document.querySelectorAll('.checks details')].map(d => d.querySelector('summary').innerText + (d.open ? ' (open)' : '')).join('|')"))
                .isEqualTo(
                        "Output on the base"
                                + "|Newly failing 2 tests (open)|Fixed 1 test|Already failing 1 test|Only with the patch 250 tests"
                                + "|Output with the patch (open)|Output on the base"
                                + "|Flaky 1 test|Output with the patch");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void taskThatCompletedUncheckedDoesNotLookChecked() throws IOException {
        Task task = task();
        Execution execution = server.running(ada.account(), task);
        server.finish(
                execution,
                Patches.GREETING,
                Evidences.telling(
                        execution,
                        CheckMode.NONE,
                        Verdict.NOT_COMPARABLE,
                        Comparison.NOT_RUNNABLE));

        for (int width : new int[] {1280, 390}) {
            browser.setSize(width, 844);
            browser.open(server.url().resolve("/task/" + task.id()));
            browser.screenshot(PICTURES.resolve("task-not-comparable-" + width + ".png"));
            assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(String.valueOf(width));
        }
        assertThat(
                        browser.evaluate(
                                "[...document.querySelectorAll('main .badge')].map(b => b.innerText + ' ' + getComputedStyle(b).color).slice(1).join('|')"))
                .isEqualTo(
                        "not comparable rgb(122, 75, 0)|not comparable rgb(122, 75, 0)|not runnable rgb(122, 75, 0)");
    }

    @Test
    void logGoesOnWhereThePageEndsAndTheEndShowsTheResults() throws IOException {
        Task task = task();
        Execution execution = server.running(ada.account(), task);
        server.say(execution, "generate", 1, PagesServer.line("info", "stored"));
        browser.before(STREAM);
        browser.open(server.url().resolve("/task/" + task.id()));

        assertThat(browser.evaluate("streams.map(s => s.url).join()"))
                .isEqualTo(
                        "/api/task/%s/logs/stream?execution=%s&lastEventId=1"
                                .formatted(task.id(), execution.id()));
        browser.evaluate(
                """
                (streams[0].say('log', {position: 1, phase: 'generate', at: '2026-03-01T10:15:30Z', level: 'info', text: 'stored'}, '1'),
                 streams[0].say('log', {position: 2, phase: 'validate', at: '2026-03-01T10:15:31Z', level: 'warn', text: '\\u001b[31m<b id=bad>live</b>\\u202E'}, '2'))
                """);
        assertThat(
                        browser.evaluate(
                                "[...document.querySelectorAll('#log li')].map(l => l.innerText.replace(/\\s+/g, ' ')).join('|')"))
                .isEqualTo(
                        "10:15:30 generate stored|10:15:31 validate warn<b id=bad>live</b><U+202E>");
        browser.screenshot(PICTURES.resolve("task-running.png"));

        finish(execution);
        browser.evaluate("streams[0].say('eof', {lastPosition: 2}, '')");

        browser.awaitTrue("document.querySelector('#state').innerText.includes('needs review')");
        assertThat(browser.evaluate("streams[0].readyState")).isEqualTo("2");
        assertThat(browser.evaluate("document.querySelector('#results').innerText"))
                .contains("src/Greeting.java", "newly fails");
        assertThat(browser.complaints()).isEmpty();
    }
}
