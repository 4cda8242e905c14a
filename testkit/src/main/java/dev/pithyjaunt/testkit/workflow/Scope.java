package dev.pithyjaunt.testkit.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which contexts an expression may use where it stands, and whether it may ask for a status:
/// GitHub's table of [context
/// availability](https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability).
///
/// @param secrets gets the name of each secret that an expression names
record Scope(Map<String, Shape> contexts, boolean status, Set<String> secrets) {

    Scope {
        contexts = new TreeMap<>(contexts);
    }

    Scope only(String... names) {
        Map<String, Shape> some = new LinkedHashMap<>();
        for (String name : names) {
            Shape shape = contexts.get(name);
            if (shape != null) {
                some.put(name, shape);
            }
        }
        return new Scope(some, false, secrets);
    }

    Scope without(String name) {
        Map<String, Shape> some = new LinkedHashMap<>(contexts);
        some.remove(name);
        return new Scope(some, status, secrets);
    }

    Scope with(String name, Shape shape) {
        Map<String, Shape> more = new LinkedHashMap<>(contexts);
        more.put(name, shape);
        return new Scope(more, status, secrets);
    }

    Scope withStatus() {
        return new Scope(contexts, true, secrets);
    }

    static final List<String> ALL =
            List.of("github", "inputs", "needs", "steps", "secrets", "env", "runner");
}
