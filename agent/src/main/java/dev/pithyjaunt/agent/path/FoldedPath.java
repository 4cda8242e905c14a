package dev.pithyjaunt.agent.path;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One spelling for all names that some file system takes for the same: without case, in one
/// Unicode normalisation, without characters that show nothing (HFS+ ignores some of them), without
/// dots and spaces at the end of a name (Windows drops them).
///
/// It folds more than any single file system does, so that what differs here differs everywhere.
public final class FoldedPath {

    private FoldedPath() {}

    /// A whole path, part by part.
    public static String of(String path) {
        return Stream.of(path.split("/", -1))
                .map(FoldedPath::part)
                .collect(Collectors.joining("/"));
    }

    static String part(String part) {
        // Upper case first: some letters have one upper case and several lower ones, as σ and ς.
        String upper = decomposed(visible(part)).toUpperCase(Locale.ROOT);
        String folded = visible(decomposed(upper.toLowerCase(Locale.ROOT)));
        int end = folded.length();
        while (end > 0 && (folded.charAt(end - 1) == '.' || folded.charAt(end - 1) == ' ')) {
            end--;
        }
        return folded.substring(0, end);
    }

    private static String decomposed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD);
    }

    private static String visible(String text) {
        return text.codePoints()
                .filter(c -> !isIgnorable(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// Unicode's Default_Ignorable_Code_Point, which Java has no test for.
    /// https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
    public static boolean isIgnorable(int c) {
        return switch (c) {
            case 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0 ->
                    true;
            default ->
                    (c >= 0x180B && c <= 0x180F)
                            || (c >= 0x200B && c <= 0x200F)
                            || (c >= 0x202A && c <= 0x202E)
                            || (c >= 0x2060 && c <= 0x206F)
                            || (c >= 0xFE00 && c <= 0xFE0F)
                            || (c >= 0xFFF0 && c <= 0xFFF8)
                            || (c >= 0x1BCA0 && c <= 0x1BCA3)
                            || (c >= 0x1D173 && c <= 0x1D17A)
                            || (c >= 0xE0000 && c <= 0xE0FFF);
        };
    }
}
