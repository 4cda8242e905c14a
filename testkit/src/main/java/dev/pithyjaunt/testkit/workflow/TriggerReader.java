package dev.pithyjaunt.testkit.workflow;

import dev.pithyjaunt.testkit.workflow.Workflow.Input;
import dev.pithyjaunt.testkit.workflow.Workflow.Trigger;
import dev.pithyjaunt.testkit.workflow.YamlNode.Mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what stands below `on`.
final class TriggerReader {

    private static final int MAX_INPUTS = 25;

    private TriggerReader() {}

    static Map<String, Trigger> read(YamlNode on) {
        Map<String, Trigger> triggers = new LinkedHashMap<>();
        if (on instanceof Mapping mapping) {
            mapping.entries().forEach((name, node) -> triggers.put(name, trigger(name, node)));
        } else {
            YamlNode.Scalar nothing = new YamlNode.Scalar(on.place(), "", false);
            on.texts().forEach(name -> triggers.put(name, trigger(name, nothing)));
        }
        return triggers;
    }

    private static Trigger trigger(String name, YamlNode node) {
        Mapping keys = node.mapping();
        return switch (name) {
            case "repository_dispatch" -> {
                keys.onlyKeys("types");
                List<String> types = keys.find("types").map(YamlNode::texts).orElse(List.of());
                yield new Trigger(types, Map.of(), Map.of());
            }
            case "workflow_dispatch" -> {
                keys.onlyKeys("inputs");
                Map<String, Input> inputs =
                        inputs(keys, Set.of("string", "boolean", "number", "choice"));
                if (inputs.size() > MAX_INPUTS) {
                    throw keys.place().refuse("more than %d inputs".formatted(MAX_INPUTS));
                }
                yield new Trigger(List.of(), inputs, Map.of());
            }
            case "workflow_call" -> {
                keys.onlyKeys("inputs", "secrets");
                yield new Trigger(
                        List.of(),
                        inputs(keys, Set.of("string", "boolean", "number")),
                        secrets(keys));
            }
            default -> throw node.place().refuse("the event \"%s\" is not taken".formatted(name));
        };
    }

    private static Map<String, Input> inputs(Mapping owner, Set<String> types) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        owner.find("inputs")
                .map(YamlNode::mapping)
                .ifPresent(all ->
                        all.entries()
                                .forEach((name, node) -> inputs.put(name, input(node, types))));
        return inputs;
    }

    private static Input input(YamlNode node, Set<String> types) {
        Mapping keys =
                node.mapping().onlyKeys("description", "required", "default", "type", "options");
        String type = keys.findText("type").orElse("string");
        if (!types.contains(type)) {
            throw keys.place().refuse("the type \"%s\" is not taken".formatted(type));
        }
        List<String> options = keys.find("options").map(YamlNode::texts).orElse(List.of());
        if (type.equals("choice") == options.isEmpty()) {
            throw keys.place().refuse("options go with the type choice");
        }
        return new Input(
                type,
                keys.find("required").map(YamlNode::flag).orElse(false),
                keys.findText("default"),
                options);
    }

    private static Map<String, Boolean> secrets(Mapping owner) {
        Map<String, Boolean> secrets = new LinkedHashMap<>();
        owner.find("secrets")
                .map(YamlNode::mapping)
                .ifPresent(all ->
                        all.entries()
                                .forEach((name, node) -> {
                                    Mapping keys =
                                            node.mapping().onlyKeys("description", "required");
                                    secrets.put(
                                            name,
                                            keys.find("required")
                                                    .map(YamlNode::flag)
                                                    .orElse(false));
                                }));
        return secrets;
    }
}
