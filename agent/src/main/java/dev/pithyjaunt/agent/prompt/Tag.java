package dev.pithyjaunt.agent.prompt;

import java.util.stream.Stream;

/// Tags around text of others, which can't close them.
public final class Tag {

    private Tag() {}

    /// The content on lines of its own between tags; a number is added to the name where the
    /// content holds the closing one.
    ///
    /// @param attributes such as ` path="a.txt"`, with the space before it; empty for none
    public static String around(String name, String attributes, String content) {
        String tag = unclosed(name, content);
        String end = content.isEmpty() || content.endsWith("\n") ? "" : "\n";
        return "<%s%s>\n%s%s</%s>\n".formatted(tag, attributes, content, end, tag);
    }

    static String unclosed(String name, String content) {
        return Stream.iterate(1, n -> n + 1)
                .map(n -> n == 1 ? name : name + n)
                .filter(tag -> !content.contains("</" + tag))
                .findFirst()
                .orElseThrow();
    }
}
