package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.budget.Budget;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.patch.PatchPrinter;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.prompt.Prompt;
import dev.pithyjaunt.agent.tool.ToolLimits;
import dev.pithyjaunt.agent.tool.Toolbox;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Usage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// An agent on a commit with one file, and a model that answers from a list.
final class AgentScene {

    static final String FITS =
            "I greet.\na.txt\n<<<<<<< SEARCH\none\n=======\nhello\n>>>>>>> REPLACE\n";
    static final String DOES_NOT_FIT =
            "a.txt\n<<<<<<< SEARCH\nthree\n=======\nhello\n>>>>>>> REPLACE\n";
    static final Usage.Call CALL =
            new Usage.Call("test", "scripted", 10, 0, 0, 5, 0, true, 0.1, null);

    /// A new file with an error.
    static final String BREAKS =
            "I add.\na.json\n<<<<<<< SEARCH\n=======\n{\"a\" 1}\n>>>>>>> REPLACE\n";

    static final String MENDED = BREAKS.replace("\"a\" 1", "\"a\": 1");

    static final List<String> WARNINGS = List.of("syntax of a.json, line 1: error: {\"a\" 1}");

    static final ToolLimits LIMITS = new ToolLimits(40, 2, 10_000, 100_000, Duration.ofSeconds(20));

    private final Path folder;

    final List<List<Message>> asked = new ArrayList<>();
    final List<List<String>> offered = new ArrayList<>();
    final List<AgentEvent> events = new ArrayList<>();

    /// No patch is tried, unless a test says otherwise.
    Agent.Rounds rounds = new Agent.Rounds(3, Trial.NEVER_OBJECTS, 0);

    /// @param folder an empty one
    AgentScene(Path folder) {
        this.folder = folder;
    }

    AgentResult run(Object... answers) {
        return run(TestTree.SOON, events::add, answers);
    }

    AgentResult run(Deadline deadline, AgentListener listener, Object... answers) {
        TestTree tree = TestTree.of(folder, Map.of("a.txt", "one\ntwo\n"));
        ListedModel model = new ListedModel(ListedModel.facts("test", 100_000), answers);
        Agent agent =
                new Agent(
                        new ModelCalls(
                                List.of(model),
                                new Budget(
                                        ExecutionRequest.Limits.until(deadline.at()),
                                        InstantSource.system()),
                                new Patience(_ -> {}, () -> 0)),
                        Policy.of(tree.tree()),
                        new PatchPrinter(tree.index()),
                        new Toolbox(tree.tree(), List.of(), LIMITS, deadline),
                        rounds,
                        listener);
        AgentResult result =
                agent.run(new Prompt("system", "user", List.of("a.txt"), List.of(), 2), deadline);
        asked.addAll(model.asked());
        offered.addAll(model.offered());
        return result;
    }

    static Completion calling(String tool, String arguments) {
        return new Completion(
                "", List.of(new ToolCall("id", tool, arguments)), null, Ending.FINISHED, CALL);
    }

    static AgentResult failed(String message) {
        return new AgentResult.Failed(new ExecutionError(Category.MODEL_ERROR, message));
    }

    static ModelException failure(ModelException.Reason reason) {
        return new ModelException("test", OptionalInt.empty(), reason, "it took too long", null);
    }
}
