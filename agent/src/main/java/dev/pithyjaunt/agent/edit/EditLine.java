package dev.pithyjaunt.agent.edit;

import java.util.List;

/// A line of an edit, without its end.
public record EditLine(Kind kind, String text) {

    /// What becomes of a line.
    public enum Kind {
        /// It is there before and after.
        CONTEXT,
        /// It goes.
        REMOVED,
        /// It comes.
        ADDED
    }

    static EditLine context(String text) {
        return new EditLine(Kind.CONTEXT, text);
    }

    static EditLine removed(String text) {
        return new EditLine(Kind.REMOVED, text);
    }

    static EditLine added(String text) {
        return new EditLine(Kind.ADDED, text);
    }

    /// Whether the file is expected to have it.
    boolean isOld() {
        return kind != Kind.ADDED;
    }

    boolean isBlank() {
        return text.isBlank();
    }

    static List<String> texts(List<EditLine> lines, Kind without) {
        return lines.stream().filter(line -> line.kind != without).map(EditLine::text).toList();
    }
}
