package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.EditForm;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.protocol.catalog.Prices;
import dev.pithyjaunt.protocol.catalog.WireProtocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A model in the same process that answers from a list: texts, whole completions, or exceptions,
/// which are thrown.
public final class ListedModel implements Model {

    private final ModelFacts facts;
    private final Deque<Object> left;
    private final List<List<Message>> asked = new ArrayList<>();
    private final List<List<String>> offered = new ArrayList<>();
    private final List<Integer> outputLimits = new ArrayList<>();

    public ListedModel(ModelFacts facts, Object... answers) {
        this.facts = facts;
        this.left = new ArrayDeque<>(List.of(answers));
    }

    /// A model whose price is not known.
    public static ModelFacts facts(String provider, int contextTokens, Prices... prices) {
        return new ModelFacts(
                provider,
                "scripted",
                true,
                WireProtocol.CHAT,
                contextTokens,
                10_000,
                false,
                0,
                EditForm.SEARCH_REPLACE,
                null,
                List.of(prices));
    }

    /// The conversations so far, one a call.
    public List<List<Message>> asked() {
        return asked;
    }

    /// Names of the tools that were offered, one list a call.
    public List<List<String>> offered() {
        return offered;
    }

    /// How long each answer might have been.
    public List<Integer> outputLimits() {
        return outputLimits;
    }

    @Override
    public ModelFacts facts() {
        return facts;
    }

    @Override
    public Completion complete(
            List<Message> conversation,
            List<ToolSpec> tools,
            int maxOutputTokens,
            Deadline deadline) {
        asked.add(conversation);
        offered.add(tools.stream().map(ToolSpec::name).toList());
        outputLimits.add(maxOutputTokens);
        return switch (left.removeFirst()) {
            case Completion completion -> completion;
            case RuntimeException failure -> throw failure;
            case String text -> new Completion(text, Ending.FINISHED, call(10, 5));
            default -> throw new IllegalArgumentException();
        };
    }

    /// What a call of this model took.
    public Usage.Call call(long promptTokens, long outputTokens) {
        return new Usage.Call(
                facts.provider(),
                facts.name(),
                promptTokens,
                0,
                0,
                outputTokens,
                0,
                true,
                0.1,
                null);
    }
}
