package dev.pithyjaunt.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Map;

class WorkflowTest {

    private static final String WORKFLOW =
            """
            name: A workflow
            run-name: run ${{ inputs.task }}
            on:
              workflow_dispatch:
                inputs:
                  task: {required: true, type: string}
                  minutes: {default: '4'}
              repository_dispatch: {types: [go]}
            permissions: {}
            jobs:
              a:
                runs-on: ubuntu-latest
                permissions: {contents: read}
                if: inputs.task != ''
                timeout-minutes: ${{ fromJSON(inputs.minutes || '4') }}
                outputs: {x: '${{ steps.s.outputs.x }}'}
                steps:
                  - id: s
                    run: echo
                    env: {K: '${{ secrets.KEY }}'}
              b:
                needs: a
                runs-on: ubuntu-latest
                steps:
                  - run: echo ${{ needs.a.outputs.x }}
            """;

    private static Workflow parse(String text) {
        return Workflow.parse("w.yml", text);
    }

    @Test
    void onIsAKeyAndNoBoolean() {
        assertThat(parse(WORKFLOW).triggers().keySet())
                .containsExactlyInAnyOrder("workflow_dispatch", "repository_dispatch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "name: A; strange: A; strange: unknown key \"strange\"",
                "timeout-minutes: $; strategy: $; jobs.a.strategy: unknown key \"strategy\"",
                "run: echo ; shell: sh~        run: echo ; jobs.a.steps[0].shell: only bash is taken",
                "inputs.task != ''; secrets.KEY != ''; jobs.a.if: expression \"secrets.KEY != ''\": the context \"secrets\" is not available here, only github, inputs, needs",
                "inputs.minutes; env.minutes; the context \"env\" is not available here",
                "fromJSON(; hashFiles(; unknown function \"hashFiles\"",
                "needs.a.outputs.x; needs.a.outputs.y; unknown property \"y\", there is only [x]",
                "steps.s.outputs; steps.t.outputs; unknown property \"t\", there is only [s]",
                "${{ secrets.KEY }}; ${{ toJSON(secrets) }}; \"secrets\" is taken with a name only",
                "${{ secrets.KEY }}; ${{ always() }}; always() is available in \"if\" only",
                "${{ inputs.task }}; ${{ inputs.tusk }}; run-name: expression \"inputs.tusk\": unknown property \"tusk\"",
                "needs: a; needs: c; jobs.b: it needs [c]",
                "contents: read; content: read; unknown permission: content",
                "contents: read; contents: admin; \"admin\" is no level of it",
                "repository_dispatch: {types: [go]}; push: {}; the event \"push\" is not taken",
                "run: echo $; uses: actions/cache@v4 #; \"actions/cache@v4\" is not pinned by the 40 digits of a commit",
                "run: echo $; uses: actions/cache@0123456789012345678901234567890123456789 #; the action \"actions/cache\" is not implemented",
                "run: echo $; with: {lfs: true}~        uses: actions/checkout@0123456789012345678901234567890123456789 #; with.lfs: unknown key \"lfs\"",
                "type: string; type: choose; the type \"choose\" is not taken",
            })
    void whatIsNotImplementedIsRefused(String from, String to, String why) {
        String changed = WORKFLOW.replace(from, to.replace("~", "\n"));
        assertThat(changed).isNotEqualTo(WORKFLOW);
        assertThatThrownBy(() -> parse(changed))
                .isInstanceOf(WorkflowException.class)
                .hasMessageStartingWith("w.yml, line ")
                .hasMessageContaining(why);
    }

    @Test
    void keysThatStandTwiceAndAliasesAreRefused() {
        assertThatThrownBy(() -> parse("name: a\nname: b\n"))
                .hasMessage("w.yml, line 2, name: the key stands here twice");
        assertThatThrownBy(() -> parse("name: &a b\nrun-name: *a\n"))
                .hasMessage("w.yml, line 2, top: an alias (*), which is not taken here");
    }

    @Test
    void eventsThatTheWorkflowDoesNotDeclareAreRefused(@TempDir Path folder) {
        Setup setup = WorkflowScene.setup(folder, "file:///", "0");
        WorkflowRunner runner = new WorkflowRunner();
        Workflow workflow = parse(WORKFLOW);
        assertThatThrownBy(() -> runner.run(workflow, WorkflowScene.event(), setup))
                .hasMessage("w.yml: Required input 'task' not provided");
        Event unknown =
                Event.workflowDispatch(
                        Values.JSON.createObjectNode(), Map.of("task", "t", "more", "m"));
        assertThatThrownBy(() -> runner.run(workflow, unknown, setup))
                .hasMessage("w.yml: Unexpected inputs provided: more");
        Event other = Event.repositoryDispatch(Values.JSON.readTree("{\"action\": \"stop\"}"));
        assertThatThrownBy(() -> runner.run(workflow, other, setup))
                .hasMessage("w.yml: the event's type \"stop\" is not among [go]");
    }
}
