package dev.pithyjaunt.agent.language;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Tells a file's language by its name, by its first line, by an editor's mark, and by what stands
/// in it. Languages have the names that GitHub's linguist gives them.
///
/// Anything may be in a path and in a file: nothing here fails, and the time is linear in what is
/// given.
public final class Languages {

    /// What a file's language is when nothing tells.
    public static final String UNKNOWN = "unknown";

    /// Bytes of a file's start that can change the answer; what stands behind them is not looked
    /// at.
    public static final int EXAMINED_BYTES = 16 << 10;

    private Languages() {}

    /// By the name of the file and its ending; empty when neither is known. Where an ending means
    /// several languages, the one that it means most often.
    public static Optional<String> byPath(String path) {
        return Optional.ofNullable(FileName.of(path).language());
    }

    /// Whether [#of] could say something else than [#byPath].
    public static boolean needsContent(String path) {
        return FileName.of(path).needsContent();
    }

    /// By name; where that does not tell, or means several languages, by the first line's
    /// interpreter, an editor's mark, or the content.
    ///
    /// @param start the content, or its first bytes
    /// @param length of `start` that are the content's
    /// @return [#UNKNOWN] when nothing tells
    public static String of(String path, byte[] start, int length) {
        FileName name = FileName.of(path);
        if (!name.needsContent()) {
            return orUnknown(name.language());
        }
        Head head = Head.of(start, Math.min(Math.min(length, start.length), EXAMINED_BYTES));
        String told = Interpreter.language(head.firstLine());
        if (told == null) {
            told = Modeline.language(head);
        }
        if (told == null) {
            told = byContent(name, head);
        }
        return orUnknown(told);
    }

    private static @Nullable String byContent(FileName name, Head head) {
        if (name.language() != null) {
            return AmbiguousEndings.language(name.ending(), name.language(), head);
        }
        return head.starts("<?xml") ? "XML" : null;
    }

    private static String orUnknown(@Nullable String language) {
        return language == null ? UNKNOWN : language;
    }

    /// By the interpreter that the first line names, version digits aside.
    public static Optional<String> byFirstLine(String line) {
        return Optional.ofNullable(Interpreter.language(line));
    }

    /// Empty for [#UNKNOWN] and for names that are no language's.
    public static Optional<LanguageType> type(String language) {
        return Optional.ofNullable(LanguageTable.row(language)).map(LanguageTable.Row::type);
    }

    /// The language as which a dialect counts in sums: `TypeScript` for `TSX`; itself for most.
    public static String group(String language) {
        LanguageTable.Row row = LanguageTable.row(language);
        return row == null ? language : row.group();
    }

    /// Whether it begins with a byte order mark of UTF-16.
    static boolean isUtf16(byte[] start, int length) {
        return length >= 2
                && ((start[0] == (byte) 0xFE && start[1] == (byte) 0xFF)
                        || (start[0] == (byte) 0xFF && start[1] == (byte) 0xFE));
    }

    static String decode(byte[] start, int length) {
        return isUtf16(start, length)
                ? new String(start, 0, length, StandardCharsets.UTF_16)
                : new String(start, 0, length, StandardCharsets.ISO_8859_1);
    }
}
