package dev.pithyjaunt.agent.survey;

import dev.pithyjaunt.agent.survey.SurveyedFile.Kind;

import java.util.Set;

/// Tells what people write from what was copied in or made by programs: by path, then by the start
/// of the content. Doubt is in favour of [Kind#TEXT], since what is called otherwise is not shown.
///
/// Anything may be in a path and in a file: nothing here fails, and the time is linear in what is
/// given.
public final class FileKinds {

    /// Bytes among which a NUL makes a file binary, as git has it.
    private static final int MAX_TEXT_CHECK = 8000;

    private static final int MIN_MINIFIED_BYTES = 400;
    private static final int MIN_MINIFIED_MEAN = 110;
    private static final int MIN_LONG_LINE = 400;

    /// Endings of files from which others are generated, with the mark that these will have.
    private static final Set<String> TEMPLATES =
            Set.of(
                    "ejs",
                    "erb",
                    "ftl",
                    "gotmpl",
                    "hbs",
                    "j2",
                    "jinja",
                    "jinja2",
                    "mako",
                    "mustache",
                    "stg",
                    "template",
                    "tmpl",
                    "tpl",
                    "tt",
                    "vm");

    private FileKinds() {}

    /// By name and folders: never [Kind#TOO_LARGE] or [Kind#NOT_A_FILE].
    public static Kind byPath(String path) {
        KnownNames name = KnownNames.of(path);
        if (name.isBinary()) {
            return Kind.BINARY;
        }
        KnownFolders folders = KnownFolders.of(path);
        if (folders.isVendored() || name.isVendored(path)) {
            return Kind.VENDORED;
        }
        if (name.isMinified()) {
            return Kind.MINIFIED;
        }
        return name.isGenerated()
                        || folders.isGenerated()
                        || (folders.isDistribution() && name.isWebProduct())
                ? Kind.GENERATED
                : Kind.TEXT;
    }

    /// By the start of the content: [Kind#BINARY], [Kind#MINIFIED], [Kind#GENERATED] or else
    /// [Kind#TEXT].
    ///
    /// @param start the content, or its first bytes
    /// @param length of `start` that are the content's
    public static Kind byContent(String path, byte[] start, int length) {
        int end = Math.min(length, start.length);
        if (isBinary(start, end)) {
            return Kind.BINARY;
        }
        if (KnownNames.of(path).isScriptOrStyle() && isMinified(start, end)) {
            return Kind.MINIFIED;
        }
        return !TEMPLATES.contains(KnownNames.of(path).ending()) && GeneratedMark.isIn(start, end)
                ? Kind.GENERATED
                : Kind.TEXT;
    }

    private static boolean isBinary(byte[] start, int length) {
        if (length >= 2 && isByteOrderMark(start[0], start[1])) {
            return false;
        }
        for (int i = 0; i < Math.min(length, MAX_TEXT_CHECK); i++) {
            if (start[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /// UTF-16, little or big end first.
    private static boolean isByteOrderMark(byte first, byte second) {
        return (first == (byte) 0xFF && second == (byte) 0xFE)
                || (first == (byte) 0xFE && second == (byte) 0xFF);
    }

    /// Lines are long in the mean, and most of the text is in long ones: a table or a picture in a
    /// line of a script that people write is no such case.
    private static boolean isMinified(byte[] start, int length) {
        int lines = 1;
        int inLongLines = 0;
        int lineStart = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || start[i] == '\n') {
                inLongLines += i - lineStart >= MIN_LONG_LINE ? i - lineStart : 0;
                lineStart = i + 1;
                lines += i < length - 1 ? 1 : 0;
            }
        }
        return length >= MIN_MINIFIED_BYTES
                && length / lines > MIN_MINIFIED_MEAN
                && inLongLines > length / 2;
    }
}
