package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A workflow file as GitHub looks at it when something happens: what it listens to.
///
/// @param triggers events with what is written below them
record WorkflowFile(String path, String name, Map<String, Object> triggers) {

    private static final String FOLDER = ".github/workflows/";

    /// Those of a branch that can be read.
    static List<WorkflowFile> of(StandInRepository repository, String ref) {
        List<WorkflowFile> files = new ArrayList<>();
        List<String> paths =
                repository
                        .git()
                        .find("ls-tree", "--name-only", ref, FOLDER)
                        .map(text -> text.lines().toList())
                        .orElse(List.of());
        for (String path : paths) {
            if (path.endsWith(".yml") || path.endsWith(".yaml")) {
                read(path, repository.git().run("cat-file", "blob", ref + ":" + path))
                        .ifPresent(files::add);
            }
        }
        return files;
    }

    private static Optional<WorkflowFile> read(String path, String text) {
        try {
            Object content = new Load(LoadSettings.builder().build()).loadFromString(text);
            if (!(content instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            Object name = map.get("name");
            String called = name == null ? path : name.toString();
            return Optional.of(new WorkflowFile(path, called, triggers(map.get("on"))));
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> triggers(@Nullable Object on) {
        Map<String, Object> triggers = new LinkedHashMap<>();
        switch (on) {
            case Map<?, ?> map ->
                    map.forEach((event, more) ->
                            triggers.put(event.toString(), more == null ? Map.of() : more));
            case List<?> list -> list.forEach(event -> triggers.put(event.toString(), Map.of()));
            case String event -> triggers.put(event, Map.of());
            case null, default -> {}
        }
        return triggers;
    }

    boolean listensToDispatchOf(String type) {
        if (!(triggers.get("repository_dispatch") instanceof Map<?, ?> more)) {
            return false;
        }
        return switch (more.get("types")) {
            case null -> true;
            case List<?> types -> types.contains(type);
            case Object only -> only.equals(type);
        };
    }

    boolean isDispatchable() {
        return triggers.containsKey("workflow_dispatch");
    }

    /// The inputs that it declares, with what is written below each.
    Map<String, Map<?, ?>> inputs() {
        Map<String, Map<?, ?>> inputs = new LinkedHashMap<>();
        if (triggers.get("workflow_dispatch") instanceof Map<?, ?> more
                && more.get("inputs") instanceof Map<?, ?> declared) {
            declared.forEach((name, rules) ->
                    inputs.put(name.toString(), rules instanceof Map<?, ?> map ? map : Map.of()));
        }
        return inputs;
    }

    Set<String> requiredInputs() {
        Set<String> required = new LinkedHashSet<>();
        inputs().forEach((name, rules) -> {
            if (Boolean.TRUE.equals(rules.get("required")) && rules.get("default") == null) {
                required.add(name);
            }
        });
        return required;
    }
}
