package dev.pithyjaunt.testkit.workflow;

import static dev.pithyjaunt.testkit.workflow.WorkflowScene.LIMIT;
import static dev.pithyjaunt.testkit.workflow.WorkflowScene.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.workflow.RunResult.Result;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class WorkflowRunTest {

    private static final String UPLOAD =
            "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f";
    private static final String DOWNLOAD =
            "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c";
    private static final String CHECKOUT =
            "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1";

    @TempDir Path folder;
    private WorkflowScene scene;

    @BeforeEach
    void open() {
        scene = WorkflowScene.of(folder);
    }

    @Test
    void outputsAndArtifactsReachTheNextJob() throws Exception {
        RunResult result =
                scene.run(
                        """
                        first:
                          runs-on: ubuntu-latest
                          outputs:
                            word: ${{ steps.say.outputs.word }}
                          steps:
                            - id: say
                              run: |
                                echo "word=hello" >>"$GITHUB_OUTPUT"
                                mkdir -p out/below
                                echo content >out/below/a.txt
                                echo hidden >out/.hidden
                                chmod +x out/below/a.txt
                            - uses: %s
                              with:
                                name: files
                                path: out
                        second:
                          needs: first
                          runs-on: ubuntu-latest
                          steps:
                            - uses: %s
                              with:
                                name: files
                                path: in
                            - env:
                                WORD: ${{ needs.first.outputs.word }}
                              run: |
                                echo "$WORD $(cat in/below/a.txt)"
                                ls -A in
                                test ! -x in/below/a.txt
                        """
                                .formatted(UPLOAD, DOWNLOAD));
        assertThat(result.conclusion()).isEqualTo(Result.SUCCESS);
        assertThat(result.job("first").outputs()).isEqualTo(Map.of("word", "hello"));
        assertThat(result.job("second").log()).contains("hello content\nbelow\n");
        assertThat(Objects.requireNonNull(result.artifacts().get("files")).resolve("below/a.txt"))
                .hasContent("content\n");
    }

    @Test
    void whatFailsSkipsTheRestButNotWhatAlwaysRuns() throws Exception {
        RunResult result =
                scene.run(
                        """
                        first:
                          runs-on: ubuntu-latest
                          steps:
                            - id: tolerated
                              run: exit 1
                              continue-on-error: true
                            - id: fails
                              run: |
                                false
                                echo not reached
                            - id: skipped
                              run: echo skipped
                            - id: told
                              if: failure() && steps.tolerated.outcome == 'failure'
                              run: echo "${{ steps.fails.outcome }} ${{ steps.tolerated.conclusion }}"
                        second:
                          needs: [first]
                          runs-on: ubuntu-latest
                          steps: [{run: echo never}]
                        report:
                          needs: [first, second]
                          if: always()
                          runs-on: ubuntu-latest
                          steps:
                            - run: echo '${{ needs.first.result }} ${{ needs.second.result }}'
                        """);
        assertThat(result.conclusion()).isEqualTo(Result.FAILURE);
        assertThat(result.job("first").log())
                .contains("failure success")
                .doesNotContain("not reached");
        assertThat(result.job("first").steps())
                .extracting(RunResult.Step::outcome)
                .isEqualTo(List.of(Result.FAILURE, Result.FAILURE, Result.SKIPPED, Result.SUCCESS));
        assertThat(result.job("second").result()).isEqualTo(Result.SKIPPED);
        assertThat(result.job("report").log()).contains("failure skipped");
    }

    @Test
    void secretsAreMaskedAndGoOnlyToJobsThatNameThem() throws Exception {
        RunResult result =
                scene.run(
                        """
                        first:
                          runs-on: ubuntu-latest
                          outputs:
                            leak: ${{ steps.a.outputs.leak }}
                            rest: ${{ steps.a.outputs.rest }}
                          steps:
                            - id: a
                              env:
                                KEY: ${{ secrets.KEY }}
                              run: |
                                echo "key $KEY"
                                echo "leak=x${KEY}" >>"$GITHUB_OUTPUT"
                                echo "rest=fine" >>"$GITHUB_OUTPUT"
                                echo "::add-mask::made-up"
                                echo "made-up"
                        second:
                          runs-on: ubuntu-latest
                          steps:
                            - run: env; echo "fake-secret-one is nobody's"
                        """);
        assertThat(result.job("first").log())
                .contains("key ***", "::add-mask::***\n***\n")
                .contains("Skip output 'leak' since it may contain secret.")
                .doesNotContain("fake-secret-one");
        assertThat(result.job("first").outputs()).isEqualTo(Map.of("rest", "fine"));
        assertThat(result.job("second").log())
                .contains("fake-secret-one is nobody's")
                .doesNotContain("fake-secret-two", "fake-token", "KEY=");
    }

    @Test
    void stoppedCommandsAreOnlyText() throws Exception {
        RunResult result =
                scene.run(
                        """
                        first:
                          runs-on: ubuntu-latest
                          steps:
                            - id: a
                              run: |
                                echo "::stop-commands::token-1"
                                echo "::error::by others"
                                echo "text ##[warning]by others"
                                echo "::token-1::"
                                echo "::notice file=a::by us"
                                echo "text ##[debug]older form"
                                echo "::set-output name=x::1"
                            - if: steps.a.outputs.x == null
                              id: b
                              run: echo no output
                        """);
        assertThat(result.job("first").step("a").commands())
                .isEqualTo(
                        List.of(
                                new RunResult.CommandLine("stop-commands", "", "token-1"),
                                new RunResult.CommandLine("notice", "file=a", "by us"),
                                new RunResult.CommandLine("debug", "", "older form"),
                                new RunResult.CommandLine("set-output", "name=x", "1")));
        assertThat(result.job("first").step("b").outcome()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void variablesAndOutputsAreSetThroughFiles() throws Exception {
        RunResult result =
                scene.run(
                        """
                        first:
                          runs-on: ubuntu-latest
                          steps:
                            - id: a
                              run: |
                                printf 'A=1=2\\nB<<END\\nx\\ny=z\\nEND\\n' >>"$GITHUB_ENV"
                                printf 'multi<<E\\none\\ntwo\\nE\\n' >>"$GITHUB_OUTPUT"
                                echo "$PWD/bin" >>"$GITHUB_PATH"
                                mkdir bin; printf '#!/bin/sh\\necho found\\n' >bin/mine; chmod +x bin/mine
                            - run: printf '[%s][%s]\\n' "$A" "$B"; mine; echo "${{ env.A }}"
                            - id: broken
                              run: echo 'X<<NEVER' >>"$GITHUB_OUTPUT"
                        """);
        assertThat(result.job("first").step("a").outputs()).isEqualTo(Map.of("multi", "one\ntwo"));
        assertThat(result.job("first").log())
                .contains("[1=2][x\ny=z]\nfound\n1=2\n")
                .contains("Matching delimiter not found 'NEVER'");
        assertThat(result.job("first").step("broken").outcome()).isEqualTo(Result.FAILURE);
    }

    @Test
    void cancellationInterruptsTheStepAndRunsWhatIsAlwaysRun() throws Exception {
        Workflow workflow =
                workflow(
                        """
                        first:
                          runs-on: ubuntu-latest
                          steps:
                            - id: traps
                              run: |
                                trap 'echo interrupted; exit 1' INT
                                echo ready
                                while true; do sleep 0.05; done
                            - id: normal
                              run: echo normal
                            - id: cleaning
                              if: cancelled()
                              run: echo cleaning
                        report:
                          needs: first
                          if: always()
                          runs-on: ubuntu-latest
                          steps: [{run: "echo 'first: ${{ needs.first.result }}'"}]
                        """);
        WorkflowRun run = scene.runUntil(workflow, "ready");
        run.cancel();
        RunResult result = run.await(LIMIT);
        assertThat(result.conclusion()).isEqualTo(Result.CANCELLED);
        assertThat(result.job("first").log())
                .contains("interrupted", "cleaning")
                .doesNotContain("normal");
        assertThat(result.job("first").steps())
                .extracting(RunResult.Step::outcome)
                .isEqualTo(List.of(Result.CANCELLED, Result.SKIPPED, Result.SUCCESS));
        assertThat(result.job("report").log()).contains("first: cancelled");
    }

    @Test
    void stepThatIgnoresSignalsIsKilledWithItsChildren() throws Exception {
        Workflow workflow =
                workflow(
                        """
                        first:
                          runs-on: ubuntu-latest
                          steps:
                            - run: |
                                trap '' INT TERM
                                sleep 300 &
                                echo "$! $$" >"$RUNNER_TEMP/pids"
                                echo ready
                                wait
                        """);
        WorkflowRun run = scene.runUntil(workflow, "ready");
        run.cancel();
        assertThat(run.await(LIMIT).job("first").result()).isEqualTo(Result.CANCELLED);
        assertThat(pids(run)).noneMatch(WorkflowRunTest::runs);
    }

    private List<Long> pids(WorkflowRun run) throws IOException {
        Path file = folder.resolve("run-%d/first/temp/pids".formatted(run.id()));
        return List.of(Files.readString(file).strip().split(" ")).stream()
                .map(Long::valueOf)
                .toList();
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .map(dev.pithyjaunt.git.process.ProcessTree::isRunning)
                .orElse(false);
    }

    @Test
    void jobOverItsTimeIsCancelledAndStepOverItsTimeFails() throws Exception {
        RunResult result =
                scene.run(
                        """
                        first:
                          runs-on: ubuntu-latest
                          timeout-minutes: ${{ fromJSON('0.5') }}
                          steps: [{run: exec sleep 60}]
                        second:
                          runs-on: ubuntu-latest
                          steps:
                            - run: exec sleep 60
                              timeout-minutes: 0.5
                            - if: failure()
                              run: echo after
                        report:
                          needs: [first, second]
                          if: always()
                          runs-on: ubuntu-latest
                          steps: [{run: "echo '${{ needs.first.result }} ${{ needs.second.result }}'"}]
                        """);
        assertThat(result.job("first").log())
                .contains("has exceeded the maximum execution time of 0.5 minutes.");
        assertThat(result.job("second").log())
                .contains("has timed out after 0.5 minutes.", "after");
        assertThat(result.job("report").log()).contains("cancelled failure");
    }

    @Test
    void killedJobAndOneThatNeverStartsFailWithoutAnotherStep() throws Exception {
        Workflow workflow =
                workflow(
                        """
                        first:
                          runs-on: ubuntu-latest
                          steps:
                            - run: |
                                echo "$$" >"$RUNNER_TEMP/pids"
                                echo ready
                                exec sleep 300
                            - if: always()
                              run: echo never
                        second:
                          runs-on: ubuntu-latest
                          steps: [{if: always(), run: echo never}]
                        report:
                          needs: [first, second]
                          if: failure()
                          runs-on: ubuntu-latest
                          steps: [{run: "echo '${{ needs.first.result }} ${{ needs.second.result }}'"}]
                        """);
        WorkflowRun run = scene.runUntil(workflow, "ready", job -> !job.equals("second"));
        run.kill("first");
        RunResult result = run.await(LIMIT);
        assertThat(result.job("first").result()).isEqualTo(Result.FAILURE);
        assertThat(result.job("first").log()).doesNotContain("never");
        assertThat(result.job("second").steps()).isEmpty();
        assertThat(result.job("report").log()).contains("failure failure");
        assertThat(pids(run)).noneMatch(WorkflowRunTest::runs);
    }

    @Test
    void forcedCancellationRunsNothingMore() throws Exception {
        Workflow workflow =
                workflow(
                        """
                        first:
                          if: always()
                          runs-on: ubuntu-latest
                          steps:
                            - run: echo ready; exec sleep 300
                            - if: always()
                              run: echo never
                        report:
                          needs: first
                          if: always()
                          runs-on: ubuntu-latest
                          steps: [{run: echo never}]
                        """);
        WorkflowRun run = scene.runUntil(workflow, "ready");
        run.forceCancel();
        RunResult result = run.await(LIMIT);
        assertThat(result.jobs().values())
                .allMatch(job -> job.result() == Result.CANCELLED)
                .noneMatch(job -> job.log().contains("never"));
    }

    @Test
    void checkoutIsRealGit() throws Exception {
        TestRepository source = TestRepository.create(folder.resolve("source"));
        String base = source.write("a.txt", "one\n").commit("base");
        source.git("config", "uploadpack.allowAnySHA1InWant", "true");
        source.write("a.txt", "two\n").commit("later");
        source.bareClone(folder.resolve("server/someone/something"));
        Setup setup =
                WorkflowScene.setup(
                        folder.resolve("runs"), "file://" + folder.resolve("server"), base);
        RunResult result =
                new WorkflowScene(folder, new WorkflowRunner(), setup)
                        .run(
                                """
                                first:
                                  runs-on: ubuntu-latest
                                  steps:
                                    - uses: %1$s
                                      with: {path: one, persist-credentials: false}
                                    - uses: %1$s
                                      with: {path: all, ref: main, fetch-depth: 0}
                                    - run: |
                                        cat one/a.txt all/a.txt
                                        git -C one rev-list --count HEAD
                                        git -C all rev-list --count HEAD
                                        test -z "$(git -C one config include.path)"
                                        test -f "$(git -C all config include.path)"
                                """
                                        .formatted(CHECKOUT));
        assertThat(result.job("first").log()).contains("one\ntwo\n1\n2\n");
        assertThat(result.conclusion()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void missingArtifactFailsTheStep() throws Exception {
        RunResult result =
                scene.run(
                        """
                        first:
                          runs-on: ubuntu-latest
                          steps:
                            - uses: %s
                              with: {name: nothing}
                        """
                                .formatted(DOWNLOAD));
        assertThat(result.conclusion()).isEqualTo(Result.FAILURE);
        assertThat(result.job("first").log())
                .contains("Unable to download artifact(s): Artifact not found for name: nothing");
    }

    @Test
    void runsOfOneGroupWaitAndNewerOnesReplaceThoseThatWait() throws Exception {
        assertThat(waiting(""))
                .isEqualTo(List.of(Result.SUCCESS, Result.CANCELLED, Result.SUCCESS));
        assertThat(waiting(", queue: max"))
                .isEqualTo(List.of(Result.SUCCESS, Result.SUCCESS, Result.SUCCESS));
    }

    private List<Result> waiting(String queue) throws Exception {
        Path go = folder.resolve("go" + queue.length());
        Workflow workflow =
                Workflow.parse(
                        "w.yml",
                        """
                        on: workflow_dispatch
                        permissions: {}
                        concurrency: {group: g, cancel-in-progress: false%s}
                        jobs:
                          a:
                            runs-on: ubuntu-latest
                            steps: [{run: 'echo ready; until test -f %s; do sleep 0.05; done'}]
                        """
                                .formatted(queue, go));
        WorkflowRun first = scene.runUntil(workflow, "ready");
        WorkflowRun second = scene.runner().run(workflow, WorkflowScene.event(), scene.setup());
        WorkflowRun third = scene.runner().run(workflow, WorkflowScene.event(), scene.setup());
        Files.createFile(go);
        return List.of(
                first.await(LIMIT).conclusion(),
                second.await(LIMIT).conclusion(),
                third.await(LIMIT).conclusion());
    }
}
