package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.patch.Content;
import dev.pithyjaunt.agent.patch.FilePatch;
import dev.pithyjaunt.agent.patch.Hunk;
import dev.pithyjaunt.agent.patch.Line;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds characters in the lines that a patch adds which nobody sees in them: with those, code does
/// something else than it shows. As many as its removed lines had were there before.
/// https://trojansource.codes/
final class HiddenCharacters {

    private final boolean isUtf8;
    private final Map<Integer, Integer> removed = new HashMap<>();
    private final Map<Integer, Integer> firstLines = new LinkedHashMap<>();

    private HiddenCharacters(Content.Text text) {
        this.isUtf8 = text.charset().equals(StandardCharsets.UTF_8);
        text.hunks().forEach(this::remove);
        text.hunks().forEach(this::add);
    }

    /// One reason for each character, about the first line that brings it.
    static List<Reason> in(FilePatch file) {
        return file.content() instanceof Content.Text text
                ? new HiddenCharacters(text)
                        .firstLines.entrySet().stream()
                                .map(found ->
                                        reason(file.newPath(), found.getKey(), found.getValue()))
                                .toList()
                : List.of();
    }

    private void remove(Hunk hunk) {
        int number = hunk.oldRange().start();
        for (Line line : hunk.lines()) {
            if (line.kind() == Line.Kind.REMOVED) {
                hidden(line, number).forEach(c -> removed.merge(c, 1, Integer::sum));
            }
            number += line.kind() == Line.Kind.ADDED ? 0 : 1;
        }
    }

    private void add(Hunk hunk) {
        int number = hunk.newRange().start();
        for (Line line : hunk.lines()) {
            if (line.kind() == Line.Kind.ADDED) {
                for (int c : hidden(line, number)) {
                    if (removed.merge(c, -1, Integer::sum) < 0) {
                        firstLines.putIfAbsent(c, number);
                    }
                }
            }
            number += line.kind() == Line.Kind.REMOVED ? 0 : 1;
        }
    }

    /// @param number of the line, from 1: a byte order mark stands at the beginning of the first
    private List<Integer> hidden(Line line, int number) {
        String text = isUtf8 ? line.text() : decoded(line.text());
        boolean hasReturn = line.isEnded() && text.endsWith("\r");
        int[] c = text.substring(0, text.length() - (hasReturn ? 1 : 0)).codePoints().toArray();
        List<Integer> hidden = new ArrayList<>();
        for (int i = 0; i < c.length; i++) {
            boolean isByteOrderMark = number == 1 && i == 0 && c[i] == 0xFEFF;
            if (!isByteOrderMark && HiddenCharacter.is(c, i)) {
                hidden.add(c[i]);
            }
        }
        return hidden;
    }

    /// A file with one byte that is not UTF-8 is read as ISO 8859-1, and other programs still show
    /// the rest of it as UTF-8.
    private static String decoded(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static Reason reason(String path, int c, int line) {
        String name = Character.getName(c);
        return new Reason(
                Rule.HIDDEN_CHARACTER,
                path,
                "brings a character that does not show, U+%04X (%s), in line %d"
                        .formatted(
                                c, name == null ? "no name" : name.toLowerCase(Locale.ROOT), line));
    }
}
