package dev.pithyjaunt.agent.policy;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A part of a repository's settings that maps names to values. Mistakes are told with file and
/// key.
///
/// @param prefix of its keys in messages, such as `limits.`
record SettingsMap(String file, String prefix, Map<?, ?> values) {

    /// The part below a heading; without values when there is no such heading.
    ///
    /// @param known the only names that may stand there
    /// @throws MalformedSettingsException when it is no map, or has other names
    SettingsMap heading(String name, Set<String> known) {
        Object value = below(name);
        if (value == null) {
            return new SettingsMap(file, prefix + name + ".", Map.of());
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw malformed(name, "must be a map of " + inOrder(known));
        }
        return new SettingsMap(file, prefix + name + ".", map).of(known);
    }

    /// Itself, when it has no other names than these.
    SettingsMap of(Set<String> known) {
        for (Object key : values.keySet()) {
            if (!(key instanceof String text) || !known.contains(text)) {
                throw malformed(
                        Reason.shown(String.valueOf(key)),
                        "is not known; known are " + inOrder(known));
            }
        }
        return this;
    }

    /// What stands below a heading; absent when there is no such heading, never when it is empty.
    @Nullable Object below(String name) {
        if (has(name) && values.get(name) == null) {
            throw malformed(name, "is empty: leave it out, or say something below it");
        }
        return values.get(name);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable Object value(String name) {
        return values.get(name);
    }

    /// A number from 1 to `most`.
    int number(String name, int most) {
        if (value(name) instanceof Integer number && number >= 1 && number <= most) {
            return number;
        }
        throw malformed(name, "must be a number from 1 to %,d".formatted(most));
    }

    boolean flag(String name, boolean absent) {
        if (!has(name)) {
            return absent;
        }
        if (value(name) instanceof Boolean flag) {
            return flag;
        }
        throw malformed(name, "must be true or false");
    }

    /// @param name of a value here, or of a place in it
    MalformedSettingsException malformed(String name, String problem) {
        return new MalformedSettingsException(file, prefix + name, problem);
    }

    static String inOrder(Set<String> known) {
        return String.join(", ", new TreeSet<>(known));
    }
}
