package dev.pithyjaunt.agent.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The lines of a file while hunks are applied from its beginning to its end: first those that are
/// done, then the original ones that are left. Lines are with their line feed and one char a byte.
final class PatchedLines {

    private final List<String> original;
    private final List<String> done = new ArrayList<>();
    private final BitSet patched = new BitSet();
    private int consumed;

    PatchedLines(byte[] content) {
        original = split(new String(content, ISO_8859_1));
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    int size() {
        return done.size() + original.size() - consumed;
    }

    String get(int index) {
        return index < done.size() ? done.get(index) : original.get(consumed + index - done.size());
    }

    /// Whether a hunk has left this line.
    boolean isPatched(int index) {
        return patched.get(index);
    }

    /// How many lines no further hunk may change.
    int done() {
        return done.size();
    }

    /// The 1-based line of the original file.
    int originalLine(int index) {
        return Math.max(0, consumed + index - done.size()) + 1;
    }

    /// Puts a post-image in the place of as many lines as its pre-image has.
    ///
    /// @param index at least [#done]
    void replace(int index, int preImage, List<String> postImage) {
        while (done.size() < index) {
            done.add(original.get(consumed++));
        }
        patched.set(done.size(), done.size() + postImage.size());
        done.addAll(postImage);
        consumed += preImage;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < size(); i++) {
            out.writeBytes(get(i).getBytes(ISO_8859_1));
        }
        return out.toByteArray();
    }
}
