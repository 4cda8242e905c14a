package dev.pithyjaunt.agent.tool;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Cuts a text into pieces of at most so many bytes, at line ends where lines are not longer than
/// that.
final class Pages {

    private Pages() {}

    /// At least one.
    static List<String> of(String text, int maxBytes) {
        List<String> pages = new ArrayList<>();
        int start = 0;
        while (text.length() - start > maxBytes || bytes(text.substring(start)) > maxBytes) {
            int end = end(text, start, maxBytes);
            pages.add(text.substring(start, end));
            start = end;
        }
        if (start < text.length() || pages.isEmpty()) {
            pages.add(text.substring(start));
        }
        return pages;
    }

    /// Behind the last line end within the bytes, else behind the last character that fits; one
    /// character at least.
    private static int end(String text, int start, int maxBytes) {
        int lineEnd = 0;
        int bytes = 0;
        for (int i = start; i < text.length(); ) {
            int c = text.codePointAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            int next = i + Character.charCount(c);
            if (bytes > maxBytes) {
                return lineEnd > 0 ? lineEnd : i > start ? i : next;
            }
            if (c == '\n') {
                lineEnd = next;
            }
            i = next;
        }
        return text.length();
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
