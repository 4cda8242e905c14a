package dev.pithyjaunt.agent.edit;

import java.util.List;
import java.util.Optional;

/// How far a block stands from where the model wrote it: white space that every line gets, or
/// loses.
///
/// @param added put before each line
/// @param removed taken from the start of each line
record Indentation(String added, String removed) {

    /// The one shift that turns every line into its counterpart; absent when they differ by
    /// several.
    static Optional<Indentation> between(List<String> stated, List<String> there) {
        Optional<Indentation> common = Optional.empty();
        for (int i = 0; i < stated.size(); i++) {
            if (stated.get(i).isBlank()) {
                continue;
            }
            Optional<Indentation> shift = between(lead(stated.get(i)), lead(there.get(i)));
            if (shift.isEmpty() || (common.isPresent() && !common.equals(shift))) {
                return Optional.empty();
            }
            common = shift;
        }
        return common;
    }

    private static Optional<Indentation> between(String stated, String there) {
        if (there.endsWith(stated)) {
            String added = there.substring(0, there.length() - stated.length());
            return Optional.of(new Indentation(added, ""));
        }
        return stated.endsWith(there)
                ? Optional.of(
                        new Indentation("", stated.substring(0, stated.length() - there.length())))
                : Optional.empty();
    }

    private static String lead(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    String apply(String line) {
        if (line.isBlank()) {
            return line.isEmpty() ? line : "";
        }
        return line.startsWith(removed) ? added + line.substring(removed.length()) : line;
    }
}
