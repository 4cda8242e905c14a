package dev.pithyjaunt.bench.server.tasks;

import dev.pithyjaunt.protocol.Id;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What only one task names, and nothing of another one may.
///
/// @param text such as `marker-01kb…`
record Marker(String text) {

    private static final Pattern FORM = Pattern.compile("marker-[0-9a-z]{26}");

    static Marker next() {
        return new Marker("marker-" + Id.next());
    }

    /// All that a text names.
    static Set<String> in(String text) {
        Set<String> found = new TreeSet<>();
        FORM.matcher(text).results().forEach(result -> found.add(result.group()));
        return found;
    }

    /// What of a task's traces is not its own.
    ///
    /// @param results have to name this one, by what they are
    /// @param talk may name it, by what it is
    /// @return in words; empty when nothing is mixed up
    List<String> mixedUp(Map<String, String> results, Map<String, String> talk) {
        List<String> faults = new ArrayList<>();
        results.forEach((name, content) -> {
            if (!in(content).equals(Set.of(text))) {
                faults.add("the %s of %s names %s".formatted(name, text, in(content)));
            }
        });
        talk.forEach((name, content) -> {
            if (!Set.of(text).containsAll(in(content))) {
                faults.add("the %s of %s names %s".formatted(name, text, in(content)));
            }
        });
        return faults;
    }
}
