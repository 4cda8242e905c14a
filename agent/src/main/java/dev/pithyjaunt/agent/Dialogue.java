package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.agent.tool.Lookup;
import dev.pithyjaunt.agent.tool.Toolbox;
import dev.pithyjaunt.git.process.Deadline;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The conversation with a model: what both say, and what the model looks up.
final class Dialogue {

    private final ModelCalls calls;
    private final Toolbox toolbox;
    private final AgentListener listener;
    private final List<Message> conversation = new ArrayList<>();

    /// Those offered: none once the provider refused them.
    private List<ToolSpec> tools;

    Dialogue(ModelCalls calls, Toolbox toolbox, AgentListener listener) {
        this.calls = calls;
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
    /// @throws BudgetExceededException when no call may be made
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
        Model model = calls.current();
        listener.on(new AgentEvent.Asking(attempt, model.provider(), model.name()));
        Completion completion;
        try {
            completion = calls.complete(List.copyOf(conversation), tools, listener, deadline);
        } catch (ModelException e) {
            if (tools.isEmpty() || !e.mayRefuseTools()) {
                throw e;
            }
            listener.on(new AgentEvent.ToolsRefused(e.getMessage()));
            tools = List.of();
            return complete(attempt, deadline);
        }
        tell(new Message.Assistant(completion.text(), completion.calls(), completion.reasoning()));
        listener.on(new AgentEvent.Answered(attempt, completion.ending(), completion.usage()));
        return completion;
    }

    private ModelException goesOnLooking() {
        Model model = calls.current();
        return new ModelException(
                model.provider(),
                OptionalInt.empty(),
                ModelException.Reason.BROKEN,
                "%s (%s) went on calling tools after it was told to answer"
                        .formatted(model.provider(), model.name()),
                null);
    }
}
