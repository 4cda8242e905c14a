package dev.pithyjaunt.agent.edit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the indentation of a file differs from the one the model wrote: for each that it wrote, the
/// file's.
record Indentation(Map<String, String> leads) {

    /// One context line in so many may stand elsewhere than its equals.
    private static final int LINES_PER_STRAY = 5;

    /// @param edit its lines
    /// @param match where they are in the file
    /// @return absent when lines of one indentation have several in the file
    static Optional<Indentation> of(List<EditLine> edit, Match match, List<String> file) {
        Map<String, String> leads = new HashMap<>();
        boolean marksForgotten = marksForgotten(edit, match, file);
        int lines = 0;
        int strays = 0;
        // Removed lines first: they decide.
        for (EditLine.Kind kind : List.of(EditLine.Kind.REMOVED, EditLine.Kind.CONTEXT)) {
            for (int i = 0; i < edit.size(); i++) {
                EditLine line = edit.get(i);
                if (line.kind() == kind && !line.isBlank() && match.has(i)) {
                    String there = lead(file.get(match.at().get(i)));
                    String stated = marksForgotten && !isRemoved(line) ? there : lead(line.text());
                    boolean stray = !leads.computeIfAbsent(stated, _ -> there).equals(there);
                    if (stray && isRemoved(line)) {
                        return Optional.empty();
                    }
                    lines++;
                    strays += stray ? 1 : 0;
                }
            }
        }
        return strays * LINES_PER_STRAY > lines
                ? Optional.empty()
                : Optional.of(new Indentation(leads));
    }

    /// Whether the context lines of a hunk lack the blank that marks them: each stands one blank
    /// further left than the file's, and no removed line does. Those that the file does not indent
    /// have no blank that could be taken for the mark.
    private static boolean marksForgotten(List<EditLine> edit, Match match, List<String> file) {
        boolean any = false;
        for (int i = 0; i < edit.size(); i++) {
            EditLine line = edit.get(i);
            if (!line.isBlank() && match.has(i)) {
                String there = lead(file.get(match.at().get(i)));
                String stated = lead(line.text());
                boolean oneLess = there.equals(" " + stated);
                boolean flush = !isRemoved(line) && there.isEmpty() && stated.isEmpty();
                if (!flush && oneLess == isRemoved(line)) {
                    return false;
                }
                any |= !flush;
            }
        }
        return any;
    }

    private static boolean isRemoved(EditLine line) {
        return line.kind() == EditLine.Kind.REMOVED;
    }

    /// Whether every line is shifted by the same white space.
    boolean isShift() {
        return leads.entrySet().stream()
                        .map(lead -> shift(lead.getKey(), lead.getValue()))
                        .distinct()
                        .count()
                <= 1;
    }

    private static String shift(String stated, String there) {
        if (there.endsWith(stated)) {
            return "+" + there.substring(0, there.length() - stated.length());
        }
        return stated.endsWith(there)
                ? "-" + stated.substring(0, stated.length() - there.length())
                : stated + ">" + there;
    }

    /// A new line as the file would indent it. One with an indentation that no line of the file
    /// answers to keeps its distance from the next smaller one.
    String apply(String line) {
        if (line.isBlank()) {
            return leads.isEmpty() || isNone() ? line : "";
        }
        String lead = lead(line);
        String exact = leads.get(lead);
        if (exact != null) {
            return exact + line.substring(lead.length());
        }
        Optional<String> translated = translated(lead);
        if (translated.isPresent()) {
            return translated.get() + line.substring(lead.length());
        }
        return leads.keySet().stream()
                .filter(lead::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(nearest -> inFile(nearest) + line.substring(nearest.length()))
                .orElseGet(() -> outdented(line, lead));
    }

    /// Tabs as the blanks that the file has for them, or the other way around; absent when the two
    /// don't stand for each other everywhere.
    private Optional<String> translated(String lead) {
        String blanks = blanksForTabs(leads);
        if (!blanks.isEmpty() && isOnly('\t', lead)) {
            return Optional.of(blanks.repeat(lead.length()));
        }
        Map<String, String> back = new HashMap<>();
        leads.forEach((stated, there) -> back.put(there, stated));
        String tabs = back.size() == leads.size() ? blanksForTabs(back) : "";
        return !tabs.isEmpty() && isOnly(' ', lead) && lead.length() % tabs.length() == 0
                ? Optional.of("\t".repeat(lead.length() / tabs.length()))
                : Optional.empty();
    }

    /// The blanks that stand for one tab in all of them; empty when there are none.
    private static String blanksForTabs(Map<String, String> tabs) {
        int most = tabs.keySet().stream().mapToInt(String::length).max().orElse(0);
        if (most == 0) {
            return "";
        }
        String one = " ".repeat(tabs.getOrDefault("\t".repeat(most), "").length() / most);
        return tabs.entrySet().stream()
                        .allMatch(lead ->
                                isOnly('\t', lead.getKey())
                                        && lead.getValue()
                                                .equals(one.repeat(lead.getKey().length())))
                ? one
                : "";
    }

    private static boolean isOnly(char c, String lead) {
        return lead.chars().allMatch(other -> other == c);
    }

    private String inFile(String stated) {
        return leads.getOrDefault(stated, stated);
    }

    private boolean isNone() {
        return leads.entrySet().stream().allMatch(lead -> lead.getKey().equals(lead.getValue()));
    }

    /// A line that stands further left than all that are known.
    private String outdented(String line, String lead) {
        return leads.keySet().stream()
                .filter(known -> known.startsWith(lead))
                .min(Comparator.comparingInt(String::length))
                .filter(known -> inFile(known).endsWith(known.substring(lead.length())))
                .map(known -> {
                    String there = inFile(known);
                    int drop = known.length() - lead.length();
                    return there.substring(0, there.length() - drop)
                            + line.substring(lead.length());
                })
                .orElse(line);
    }

    private static String lead(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
