package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.DispatchPayload;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.logstream.PositionedLine;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.usage.Spending;
import dev.pithyjaunt.server.usage.Spent;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.github.Dispatched;
import dev.pithyjaunt.testkit.github.PullRequest;
import dev.pithyjaunt.testkit.github.StandInRun;
import dev.pithyjaunt.testkit.workflow.RunResult;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// From the task to the pull request, on the real workflow file.
class WholeRunIT {

    /// What notifies people, closes issues, or loads something where a forge shows it.
    private static final String LOUD =
            "Fixes #1 for @octocat, <img src=x onerror=alert(1)> ![i](http://tracker.invalid/i.png)";

    /// What GitHub's runner obeys when a step prints it.
    private static final String COMMANDS =
            """
            ::set-output name=patch::false
            ::add-mask::hello
            ::error::stop
            ##[set-output name=code]1
            """;

    @TempDir private static Path folder;
    private static ActionsScene scene;

    @BeforeAll
    static void start() {
        scene = new ActionsScene(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void taskBecomesAPullRequest() throws IOException {
        long queries = scene.gitHub.requests("POST", "/graphql");
        long pulls = scene.gitHub.requests("POST", "/repos/{owner}/{repo}/pulls");
        Task task =
                scene.task(
                        "Greet the world, closes #7 of @hubot\n\n" + LOUD,
                        new Answer.Text("I greet the world. " + LOUD + "\n" + ActionsScene.GREETS));
        Execution begun = scene.execute(task);

        Execution ended = scene.assertCompleted(task, begun);

        StandInRun run = scene.awaitBegin(begun);
        RunResult result = scene.awaitRun(run);
        assertThat(result.conclusion()).isEqualTo(RunResult.Result.SUCCESS);
        assertPullRequest(task, ended);
        assertCommit(task, ended);
        assertKept(run, ended);
        assertThat(summary(run, "report"))
                .contains(
                        "## Pithy Jaunt: completed",
                        "http://github.localhost/ada/greetings/pull/",
                        "| `sh test.sh` (`.pithy-jaunt.yml: checks`) | fails with exit code 1 | passes | fixed |");
        assertThat(quiet(summary(run, "report"))).doesNotContain("@", "#1", "<img", "![");
        scene.assertLog(begun, "generate", "publish", "validate", "report");
        assertThat(scene.lines(begun).stream().map(PositionedLine::text))
                .contains("asking openai (scripted), attempt 1", "the end: completed");
        assertThat(dispatches(begun)).hasSize(1);
        // By gh, which asks GraphQL, where there is one; otherwise by the API; never by both.
        boolean byGh = scene.gitHub.requests("POST", "/graphql") > queries;
        assertThat(byGh).isEqualTo(isOnPath("gh"));
        assertThat(scene.gitHub.requests("POST", "/repos/{owner}/{repo}/pulls") - pulls)
                .isEqualTo(byGh ? 0 : 1);
        scene.assertClean();
    }

    private static void assertPullRequest(Task task, Execution ended) {
        PullRequest pull = scene.pullRequests(task).getFirst();
        assertThat(pull.title())
                .isEqualTo("Pithy Jaunt: Greet the world, closes #\u200B7 of @\u200Bhubot");
        assertThat(pull.base()).isEqualTo("main");
        assertThat(pull.draft()).isFalse();
        assertThat(pull.author()).isEqualTo("github-actions[bot]");
        String body = String.valueOf(pull.body());
        assertThat(body)
                .startsWith("```text\nI greet the world. Fixes")
                .contains(
                        "**No new failure:** nothing fails with the patch that does not fail without it.",
                        "| `sh syntax.sh` (`.pithy-jaunt.yml: checks`) | passes | passes | passes |",
                        "| `sh test.sh` (`.pithy-jaunt.yml: checks`) | fails with exit code 1 | passes | fixed |",
                        "| `greet.sh` | 1 | 1 |",
                        "<details><summary>What was asked</summary>\n\n```text\nGreet the world",
                        "Log: %s/task/%s<br>".formatted(scene.proxy.address(), task.id()),
                        "Task `%s`, execution `%s`, base `%s`"
                                .formatted(task.id(), ended.id(), scene.base()))
                .containsPattern(
                        "Model: `openai scripted`, tokens [\\d,]+ in, [\\d,]+ out, cost unknown<br>")
                .doesNotContain("has moved on");
        assertThat(quiet(body)).doesNotContain("@", "#1", "#7", "<img", "![", "closes", "Fixes");
    }

    /// What of Markdown acts: all but blocks of text.
    private static String quiet(String markdown) {
        return markdown.replaceAll("(?s)```text\\n.*?\\n```", "");
    }

    private static void assertCommit(Task task, Execution ended) {
        String commit = String.valueOf(ended.result().headCommit());
        assertThat(scene.repository.bare().git("log", "-1", "--format=%P%n%an%n%ce", commit))
                .isEqualTo("%s\nPithy Jaunt\npithy-jaunt@noreply.invalid".formatted(scene.base()));
        assertThat(scene.repository.bare().git("log", "-1", "--format=%B", commit).strip())
                .startsWith(
                        "Pithy Jaunt: Greet the world, closes #\u200B7 of @\u200Bhubot\n\nI greet")
                .endsWith("\n\nTask: %s\nExecution: %s".formatted(task.id(), ended.id()))
                .doesNotContain("#1", "#7", "@octocat", "@hubot");
        assertThat(scene.repository.bare().git("show", commit + ":greet.sh"))
                .isEqualTo("#!/bin/sh\necho hello world");
    }

    private static void assertKept(StandInRun run, Execution ended) {
        assertThat(ended.base()).isEqualTo(new Execution.Base("main", scene.base()));
        assertThat(ended.run().id()).isEqualTo(Long.toString(run.id()));
        assertThat(ended.run().url()).endsWith("/ada/greetings/actions/runs/" + run.id());
        assertThat(ended.result().prUrl())
                .endsWith("/ada/greetings/pull/" + ended.result().prNumber());
        assertThat(ended.result().checksVerdict()).isEqualTo(Evidence.Verdict.NO_NEW_FAILURE);
        assertThat(ended.times().startedAt()).isNotNull();
        assertThat(ended.times().completedAt()).isAfter(ended.times().startedAt());
        Spent spent = scene.server.bean(Spending.class).of(ended.id());
        assertThat(spent.calls()).isEqualTo(1);
        assertThat(spent.promptTokens()).isPositive();
        assertThat(spent.outputTokens()).isPositive();
        assertThat(FileKind.values()).allMatch(kind -> scene.hasFile(ended, kind));
    }

    private static List<Dispatched> dispatches(Execution execution) {
        return scene.gitHub.dispatches().stream()
                .filter(dispatched ->
                        dispatched
                                .payload()
                                .path("executionId")
                                .asString("")
                                .equals(execution.id()))
                .toList();
    }

    @Test
    void hostileTextOfTheGreatestLengthDoesNothingAndArrives() {
        Path canary = folder.resolve("canary");
        String text = hostile(canary);
        assertThat(text).hasSize(TaskText.MAX_CHARACTERS);
        // The answer is printed into the run's log, where such lines would act.
        Task task = scene.task(text, new Answer.Text(COMMANDS + ActionsScene.GREETS));
        Execution begun = scene.execute(task);

        scene.assertCompleted(task, begun);

        RunResult run = scene.awaitRun(begun);
        assertThat(scene.asked(task)).isEqualTo(1);
        assertThat(canary).doesNotExist();
        assertThat(commands(run)).containsOnly("stop-commands");
        assertThat(run.job("report").log()).contains("::add-mask::hello");
        assertThat(
                        Json.line(dispatches(begun).getFirst().payload())
                                .getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(DispatchPayload.MAX_BYTES + 1);
        assertThat(run.job("generate").outputs().keySet()).isSubsetOf("code", "patch", "built");
        scene.assertClean();
    }

    private static String hostile(Path canary) {
        StringBuilder text = new StringBuilder("Greet $(whoami) & `id`; <b>all</b>\n");
        for (int line = 0; text.length() < TaskText.MAX_CHARACTERS; line++) {
            if (line % 50 == 0) {
                text.append(
                        """
                        $(touch %s) `touch %s`; touch %s | "${{ secrets.OPENAI_API_KEY }}" '\\' %%0A
                        EOF
                        code<<X \uD83D\uDE42 \u00E9
                        """
                                .formatted(canary, canary, canary));
                text.append(COMMANDS);
            }
            text.append("The world waits for greeting number ").append(line).append(".\n");
        }
        return text.substring(0, TaskText.MAX_CHARACTERS - 1) + "!";
    }

    private static List<String> commands(RunResult run) {
        return run.jobs().values().stream()
                .flatMap(job -> job.steps().stream())
                .flatMap(step -> step.commands().stream())
                .map(RunResult.CommandLine::name)
                .toList();
    }

    @Test
    void runWithoutASecretSaysWhoItIsAndGetsOneOfItsOwn() {
        scene.runs.identified(true);
        scene.runs.secret("PITHY_JAUNT_EVENT_SECRET", null);
        try {
            Task task = scene.task("Greet some world", new Answer.Text("QUESTION: Which world?"));

            Execution ended = scene.awaitEnd(scene.execute(task));

            RunResult _ = scene.awaitRun(ended);
            assertThat(scene.status(task)).isEqualTo(TaskStatus.NEEDS_CLARIFICATION);
            assertThat(scene.server.bean(ExecutionStore.class).findSecret(ended.id())).isPresent();
            scene.assertClean();
        } finally {
            scene.reset();
            scene.runs.secret("PITHY_JAUNT_EVENT_SECRET", scene.eventSecret());
        }
    }

    @Test
    void personStartsItWithoutAServer() throws IOException, InterruptedException {
        String asked = "Greet everybody by hand";
        scene.answering(asked, new Answer.Text(ActionsScene.GREETS));
        long deliveries = scene.proxy.count();

        dispatchByHand(Map.of("task", asked, "model", "another", "checks", "sh test.sh ;; true"));

        scene.await(
                "the run",
                () ->
                        scene.repository.runs().stream()
                                .anyMatch(run -> run.origin().event().equals("workflow_dispatch")));
        StandInRun run = scene.repository.runs().getLast();
        RunResult result = scene.awaitRun(run);
        assertThat(result.conclusion()).as(scene.logs()).isEqualTo(RunResult.Result.SUCCESS);
        PullRequest pull = scene.repository.pullRequests().getLast();
        assertThat(pull.head()).isEqualTo("pj/run-" + run.id());
        assertThat(pull.title()).isEqualTo("Pithy Jaunt: " + asked);
        assertThat(pull.body())
                .contains(
                        "Model: `openai another`",
                        "| `sh test.sh`",
                        "| `true`",
                        "Task `run-%d`, execution `run-%d-1`, base `%s`"
                                .formatted(run.id(), run.id(), scene.base()))
                .doesNotContain("syntax.sh", "Log:");
        assertThat(scene.proxy.count()).isEqualTo(deliveries);
        scene.assertClean();
    }

    private static void dispatchByHand(Map<String, String> inputs)
            throws IOException, InterruptedException {
        String token = scene.gitHub.classicToken("ada", "repo", "workflow");
        URI address =
                URI.create(
                        scene.gitHub.apiUri()
                                + "/repos/ada/greetings/actions/workflows/pithy-jaunt-execute.yml/dispatches");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer " + token)
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    Json.line(
                                                            Map.of(
                                                                    "ref", "main", "inputs",
                                                                    inputs))))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        }
    }

    private static String summary(StandInRun run, String job) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(scene.runs.folderOf(run).resolve(job))) {
            for (Path file :
                    files.filter(file -> file.getFileName().toString().startsWith("step_summary"))
                            .toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
