package dev.pithyjaunt.agent.symbol;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Definitions without their bodies, a line each.
final class Signatures {

    private static final int MAX_LENGTH = 200;

    /// What is looked at to make so much: more is space, annotations and comments.
    private static final int MAX_BYTES = 4 * MAX_LENGTH;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /// What opens a body, separates what is listed or continues a line.
    private static final Pattern END = Pattern.compile("(?:\\s|[{=:;,\\\\]|=>)+$");

    /// What only lines that were broken need.
    private static final Pattern INNER_EDGE = Pattern.compile("(?<=[(\\[]) |,? (?=[)\\]])");

    private static final Pattern MODIFIERS =
            Pattern.compile("(?!.*\\b(?:return|throw)\\b)[A-Za-z \t]*");

    private final SourceBytes text;
    private final List<Span> hidden;

    /// @param hidden what is left out
    Signatures(SourceBytes text, List<Span> hidden) {
        this.text = text;
        this.hidden = hidden.stream().sorted(Comparator.comparingInt(Span::from)).toList();
    }

    String of(FoundDefinition found) {
        int from = found.whole().from();
        StringBuilder shown = new StringBuilder(modifiersBefore(from));
        int to = found.signatureEnd();
        for (int i = firstHidden(from); i < hidden.size() && hidden.get(i).from() < to; i++) {
            add(shown, from, hidden.get(i).from());
            from = Math.max(from, hidden.get(i).to());
        }
        add(shown, from, to);
        if (found.name().from() >= found.signatureEnd()) {
            add(shown, found.name().from(), found.name().to());
        }
        String line = SPACE.matcher(shown).replaceAll(" ").strip();
        String tight = INNER_EDGE.matcher(line).replaceAll("");
        return shortened(END.matcher(tight).replaceFirst(""));
    }

    /// `export`, `public static` and the like, that some grammars take for something around it.
    private String modifiersBefore(int from) {
        int start = text.lineStart(from);
        String before = text.text(Math.max(start, from - MAX_LENGTH), from);
        return MODIFIERS.matcher(before).matches() ? before : "";
    }

    private void add(StringBuilder shown, int from, int to) {
        if (to > from && shown.length() < MAX_BYTES) {
            shown.append(text.text(new Span(from, to), MAX_BYTES)).append(' ');
        }
    }

    /// By halves: the first that does not begin before.
    private int firstHidden(int from) {
        int low = 0;
        int high = hidden.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hidden.get(middle).from() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static String shortened(String line) {
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
    }
}
