package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.agent.tool.Lookup;
import dev.pithyjaunt.agent.tool.Toolbox;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.Usage;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The conversation with a model: what both say, what the model looks up, and what the calls take.
final class Dialogue {

    private final Model model;
    private final Toolbox toolbox;
    private final AgentListener listener;
    private final List<Message> conversation = new ArrayList<>();
    private final List<Usage.Call> calls = new ArrayList<>();

    /// Those offered: none once the provider refused them.
    private List<ToolSpec> tools;

    Dialogue(Model model, Toolbox toolbox, AgentListener listener) {
        this.model = model;
        this.toolbox = toolbox;
        this.listener = listener;
        this.tools = toolbox.specs();
    }

    void tell(Message message) {
        conversation.add(message);
        listener.on(new AgentEvent.Said(message));
    }

    /// Asks, and lets the model look things up until it answers.
    ///
    /// @param attempt from 1
    /// @throws ModelException when there is no answer, or none but calls of tools
    Completion ask(int attempt, Deadline deadline) {
        while (true) {
            boolean isToldToAnswer = toolbox.isSpent();
            Completion completion = complete(attempt, deadline);
            if (completion.calls().isEmpty()) {
                return completion;
            }
            if (isToldToAnswer) {
                throw goesOnLooking();
            }
            toolbox.answer(completion.calls()).forEach(this::tell);
        }
    }

    private void tell(Lookup lookup) {
        String tool = lookup.call().name();
        listener.on(new AgentEvent.Looked(tool, lookup.argument(), lookup.outcome()));
        tell(new Message.ToolAnswer(lookup.call().id(), tool, lookup.text()));
    }

    private Completion complete(int attempt, Deadline deadline) {
        listener.on(new AgentEvent.Asking(attempt, model.provider(), model.name()));
        Completion completion;
        try {
            completion = model.complete(List.copyOf(conversation), tools, model.facts().maxOutputTokens(), deadline);
        } catch (ModelException e) {
            if (tools.isEmpty() || !e.mayRefuseTools()) {
                throw e;
            }
            listener.on(new AgentEvent.ToolsRefused(e.getMessage()));
            tools = List.of();
            return complete(attempt, deadline);
        }
        calls.add(completion.usage());
        tell(new Message.Assistant(completion.text(), completion.calls(), completion.reasoning()));
        listener.on(new AgentEvent.Answered(attempt, completion.usage()));
        return completion;
    }

    private ModelException goesOnLooking() {
        return new ModelException(
                model.provider(),
                OptionalInt.empty(),
                ModelException.Reason.BROKEN,
                "%s (%s) went on calling tools after it was told to answer"
                        .formatted(model.provider(), model.name()),
                null);
    }

    /// The calls answered so far, whatever came of them.
    Usage usage() {
        return new Usage(calls);
    }
}
