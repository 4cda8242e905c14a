package dev.pithyjaunt.agent.transcript;

import dev.pithyjaunt.agent.Agent;
import dev.pithyjaunt.agent.AgentListener;
import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.ListedModel;
import dev.pithyjaunt.agent.ModelCalls;
import dev.pithyjaunt.agent.Patience;
import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.Trial;
import dev.pithyjaunt.agent.budget.Budget;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.patch.PatchPrinter;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.prompt.Prompt;
import dev.pithyjaunt.agent.tool.ToolLimits;
import dev.pithyjaunt.agent.tool.Toolbox;
import dev.pithyjaunt.protocol.EditForm;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.catalog.ModelFacts;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Agents on a commit with one file, whose conversations are written down and played again.
final class RecordingScene {

    static final ModelFacts FIRST = ListedModel.facts("first", 100_000);
    static final ModelFacts SECOND = ListedModel.facts("second", 100_000);
    static final String FITS =
            "I greet.\na.txt\n<<<<<<< SEARCH\none\n=======\nhello\n>>>>>>> REPLACE\n";
    static final int ROUNDS = 2;

    private final Path folder;
    private final TestTree tree;

    /// Tries the patches that are recorded; none is objected to, unless a test says otherwise.
    Trial trial = Trial.NEVER_OBJECTS;

    /// @param folder an empty one
    RecordingScene(Path folder) {
        this.folder = folder;
        this.tree = TestTree.of(folder, Map.of("a.txt", "one\ntwo\n"));
    }

    Path file() {
        return folder.resolve("transcript.jsonl");
    }

    AgentResult run(List<Model> models, Trial trial, AgentListener listener, String task) {
        ExecutionRequest.Limits limits = ExecutionRequest.Limits.until(TestTree.SOON.at());
        return new Agent(
                        new ModelCalls(
                                models,
                                new Budget(limits, InstantSource.system()),
                                new Patience(_ -> {}, () -> 0)),
                        Policy.of(tree.tree()),
                        new PatchPrinter(tree.index()),
                        new Toolbox(tree.tree(), List.of(), ToolLimits.STANDARD, TestTree.SOON),
                        new Agent.Rounds(limits.attempts(), trial, ROUNDS),
                        listener)
                .run(
                        new Prompt("system", "files\n" + task, List.of(), List.of(), 2),
                        TestTree.SOON);
    }

    /// @param answers of the first model; the second one's fits
    AgentResult record(Redactor redactor, Object... answers) {
        TranscriptHead head =
                new TranscriptHead(
                        "e1",
                        "t1",
                        tree.tree().commit(),
                        new ExecutionRequest.Task("title", "task"),
                        ExecutionRequest.Limits.until(TestTree.SOON.at()),
                        List.of(FIRST, SECOND),
                        new Report.Instructions("standard", "0123", EditForm.SEARCH_REPLACE),
                        ROUNDS);
        return run(
                List.of(new ListedModel(FIRST, answers), new ListedModel(SECOND, FITS)),
                trial,
                new Transcript(file(), head, redactor, InstantSource.fixed(Instant.EPOCH)),
                "task fake-secret");
    }
}
