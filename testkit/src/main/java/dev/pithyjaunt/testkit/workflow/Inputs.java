package dev.pithyjaunt.testkit.workflow;

import dev.pithyjaunt.testkit.workflow.Workflow.Input;
import dev.pithyjaunt.testkit.workflow.Workflow.Trigger;

import tools.jackson.databind.node.ObjectNode;

/// The context `inputs` of an event, with defaults, checked against what the workflow declares.
final class Inputs {

    private Inputs() {}

    static ObjectNode of(Workflow workflow, Event event) {
        Trigger trigger = workflow.triggers().get(event.trigger());
        if (trigger == null) {
            throw refuse(workflow, "it has no trigger " + event.trigger());
        }
        String type = Values.text(event.payload().path("action"));
        if (!trigger.types().isEmpty() && !trigger.types().contains(type)) {
            throw refuse(
                    workflow,
                    "the event's type \"%s\" is not among %s".formatted(type, trigger.types()));
        }
        for (String name : event.inputs().keySet()) {
            if (!trigger.inputs().containsKey(name)) {
                throw refuse(workflow, "Unexpected inputs provided: " + name);
            }
        }
        ObjectNode inputs = Values.JSON.createObjectNode();
        trigger.inputs()
                .forEach((name, input) -> {
                    String value = event.inputs().getOrDefault(name, input.standard().orElse(""));
                    if (input.required() && value.isEmpty()) {
                        throw refuse(workflow, "Required input '%s' not provided".formatted(name));
                    }
                    put(workflow, inputs, name, input, value);
                });
        return inputs;
    }

    private static void put(
            Workflow workflow, ObjectNode inputs, String name, Input input, String value) {
        switch (input.type()) {
            case "boolean" -> inputs.put(name, value.equals("true"));
            case "number" -> inputs.put(name, Values.number(value));
            case "choice" -> {
                if (!input.options().contains(value)) {
                    throw refuse(
                            workflow,
                            "input %s: \"%s\" is not among %s"
                                    .formatted(name, value, input.options()));
                }
                inputs.put(name, value);
            }
            default -> inputs.put(name, value);
        }
    }

    private static WorkflowException refuse(Workflow workflow, String why) {
        return new WorkflowException(workflow.file() + ": " + why);
    }
}
