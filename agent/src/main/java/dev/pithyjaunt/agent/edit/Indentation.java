package dev.pithyjaunt.agent.edit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the indentation of a file differs from the one the model wrote: for each that it wrote, the
/// file's.
///
/// @param leads by what the model wrote
/// @param unit the smallest indentation of the edit's lines, in characters; 0 when it has none
record Indentation(Map<String, String> leads, int unit) {

    /// One context line in so many may stand elsewhere than its equals.
    private static final int LINES_PER_STRAY = 5;

    /// @param match where the edit's lines are in the file
    /// @return absent when lines of one indentation have several in the file
    static Optional<Indentation> of(Edit.Replace edit, Match match, List<String> file) {
        List<EditLine> lines = edit.lines();
        int first = firstLineAlone(lines, match, file);
        boolean marksForgotten = edit.origin().draft() > 0 && marksForgotten(lines, match, file);
        Map<String, String> leads = new HashMap<>();
        int found = 0;
        int strays = 0;
        // Removed lines first: they decide.
        for (EditLine.Kind kind : List.of(EditLine.Kind.REMOVED, EditLine.Kind.CONTEXT)) {
            for (int i = 0; i < lines.size(); i++) {
                EditLine line = lines.get(i);
                if (line.kind() == kind && i != first && isAnchor(line, match, i)) {
                    String there = there(match, i, file);
                    String stated = marksForgotten && !isRemoved(line) ? there : lead(line.text());
                    boolean stray = !leads.computeIfAbsent(stated, _ -> there).equals(there);
                    if (stray && isRemoved(line)) {
                        return Optional.empty();
                    }
                    found++;
                    strays += stray ? 1 : 0;
                }
            }
        }
        return strays * LINES_PER_STRAY > found
                ? Optional.empty()
                : Optional.of(new Indentation(leads, unit(lines)));
    }

    private static boolean isAnchor(EditLine line, Match match, int i) {
        return !line.isBlank() && match.has(i);
    }

    private static String there(Match match, int i, List<String> file) {
        return lead(file.get(match.at().get(i)));
    }

    /// The first line when it alone is indented less than in the file: models lose what stands
    /// before the first character that they quote, or a part of it.
    ///
    /// @return its place, or -1
    private static int firstLineAlone(List<EditLine> lines, Match match, List<String> file) {
        int first = -1;
        boolean others = false;
        for (int i = 0; i < lines.size(); i++) {
            if (isAnchor(lines.get(i), match, i)) {
                String stated = lead(lines.get(i).text());
                String there = there(match, i, file);
                boolean same = there.equals(stated);
                if (first < 0) {
                    if (same || !there.startsWith(stated)) {
                        return -1;
                    }
                    first = i;
                } else if (!same) {
                    return -1;
                } else {
                    others = true;
                }
            }
        }
        return others ? first : -1;
    }

    /// Whether the context lines of a hunk lack the blank that marks them: each stands one blank
    /// further left than the file's, and no removed line does. Those that the file does not indent
    /// have no blank that could be taken for the mark.
    private static boolean marksForgotten(List<EditLine> lines, Match match, List<String> file) {
        boolean any = false;
        for (int i = 0; i < lines.size(); i++) {
            EditLine line = lines.get(i);
            if (isAnchor(line, match, i)) {
                String there = there(match, i, file);
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

    private static int unit(List<EditLine> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> lead(line.text()).length())
                .filter(length -> length > 0)
                .min()
                .orElse(0);
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

    /// A new line as the file would indent it; absent when that can't be told.
    Optional<String> apply(String line) {
        boolean same =
                leads.entrySet().stream().allMatch(lead -> lead.getKey().equals(lead.getValue()));
        if (same) {
            return Optional.of(line);
        }
        if (line.isBlank()) {
            return Optional.of("");
        }
        String lead = lead(line);
        return Optional.ofNullable(leads.get(lead))
                .or(() -> extrapolated(lead))
                .map(there -> there + line.substring(lead.length()));
    }

    /// The indentation that stands to the known ones as the stated one does: so many of the file's
    /// characters for each of the model's.
    private Optional<String> extrapolated(String lead) {
        Set<Character> statedWith = characters(leads.keySet());
        statedWith.addAll(characters(Set.of(lead)));
        Set<Character> writtenWith = characters(Set.copyOf(leads.values()));
        if (statedWith.size() > 1 || writtenWith.size() > 1) {
            return Optional.empty();
        }
        boolean sameCharacter = statedWith.equals(writtenWith) || writtenWith.isEmpty();
        Ratio ratio =
                ratio().orElse(sameCharacter || unit == 0 ? new Ratio(1, 1) : new Ratio(1, unit));
        // All known ones must agree on where the line stands.
        Set<Integer> lengths = new HashSet<>();
        leads.forEach((stated, there) -> {
            int distance = (lead.length() - stated.length()) * ratio.there;
            lengths.add(
                    distance % ratio.stated == 0 ? there.length() + distance / ratio.stated : -1);
        });
        int length = lengths.iterator().next();
        if (lengths.size() > 1 || length < 0) {
            return Optional.empty();
        }
        char with = (writtenWith.isEmpty() ? statedWith : writtenWith).iterator().next();
        return Optional.of(String.valueOf(with).repeat(length));
    }

    private static Set<Character> characters(Set<String> leads) {
        Set<Character> characters = new HashSet<>();
        leads.forEach(lead -> lead.chars().forEach(c -> characters.add((char) c)));
        return characters;
    }

    /// How the file's indentation grows with the model's, when two are known and all agree.
    private Optional<Ratio> ratio() {
        List<Map.Entry<String, String>> known =
                leads.entrySet().stream()
                        .sorted((a, b) -> a.getKey().length() - b.getKey().length())
                        .toList();
        if (known.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                new Ratio(
                        known.getLast().getValue().length() - known.getFirst().getValue().length(),
                        known.getLast().getKey().length() - known.getFirst().getKey().length()));
    }

    private static String lead(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    /// @param there characters of the file
    /// @param stated for so many of the model
    private record Ratio(int there, int stated) {}
}
