package dev.pithyjaunt.bench.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// How well a made-up model quotes the lines around its change.
enum Quote {
    EXACT {
        @Override
        List<String> of(List<String> lines) {
            return lines;
        }
    },
    /// All lines stand further left than in the file.
    REINDENTED {
        @Override
        List<String> of(List<String> lines) {
            return map(lines, line -> line.startsWith("    ") ? line.substring(4) : line);
        }
    },
    /// The first line says something else.
    DRIFTED {
        @Override
        List<String> of(List<String> lines) {
            List<String> quoted = new ArrayList<>(lines);
            quoted.set(0, lines.getFirst().replace("sum", "result"));
            return quoted;
        }
    };

    abstract List<String> of(List<String> lines);

    private static List<String> map(List<String> lines, UnaryOperator<String> change) {
        return lines.stream().map(change).toList();
    }
}
