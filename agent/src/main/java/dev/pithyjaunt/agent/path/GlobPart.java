package dev.pithyjaunt.agent.path;

import java.util.ArrayList;
import java.util.List;

/// One part of a glob, between two slashes: what one name must look like, or `**`.
///
/// @param tokens in their order
record GlobPart(List<Token> tokens) {

    /// Any number of folders.
    static final GlobPart FOLDERS = new GlobPart(List.of());

    GlobPart {
        tokens = List.copyOf(tokens);
    }

    boolean isFolders() {
        return tokens.isEmpty();
    }

    /// Only the last `*` is ever tried again, one character further: an earlier one could not reach
    /// more.
    boolean matches(int[] name) {
        int token = 0;
        int star = -1;
        int starAt = 0;
        int at = 0;
        while (at < name.length) {
            if (token < tokens.size() && tokens.get(token) instanceof Token.Any) {
                star = token++;
                starAt = at;
            } else if (token < tokens.size() && tokens.get(token).takes(name[at])) {
                token++;
                at++;
            } else if (star >= 0) {
                token = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (token < tokens.size() && tokens.get(token) instanceof Token.Any) {
            token++;
        }
        return token == tokens.size();
    }

    /// @param glob the whole pattern, for the message
    static GlobPart parse(String glob, String part) {
        if (part.equals("**")) {
            return FOLDERS;
        }
        int[] c = part.codePoints().toArray();
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < c.length; i++) {
            switch (c[i]) {
                case '*' -> {
                    if (i + 1 < c.length && c[i + 1] == '*') {
                        throw new MalformedGlobException(glob, "** must be a part of its own");
                    }
                    tokens.add(new Token.Any());
                }
                case '?' -> tokens.add(new Token.OneOf(List.of(), true));
                case '[' -> {
                    int end = closing(glob, c, i);
                    tokens.add(oneOf(glob, c, i + 1, end));
                    i = end;
                }
                default -> tokens.add(new Token.OneOf(List.of(new Range(c[i], c[i])), false));
            }
        }
        return new GlobPart(tokens);
    }

    /// A bracket right after the opening one, or after `!`, is one of the characters.
    private static int closing(String glob, int[] c, int opening) {
        int i = opening + 1;
        if (i < c.length && isNot(c[i])) {
            i++;
        }
        for (i++; i < c.length; i++) {
            if (c[i] == ']') {
                return i;
            }
        }
        throw new MalformedGlobException(glob, "a [ is not closed in its part");
    }

    private static Token oneOf(String glob, int[] c, int from, int end) {
        boolean not = isNot(c[from]);
        List<Range> ranges = new ArrayList<>();
        for (int i = not ? from + 1 : from; i < end; i++) {
            if (i + 2 < end && c[i + 1] == '-') {
                if (c[i] > c[i + 2]) {
                    throw new MalformedGlobException(glob, "a range in [] runs backwards");
                }
                ranges.add(new Range(c[i], c[i + 2]));
                i += 2;
            } else {
                ranges.add(new Range(c[i], c[i]));
            }
        }
        return new Token.OneOf(ranges, not);
    }

    private static boolean isNot(int c) {
        return c == '!' || c == '^';
    }

    /// What some characters of a name must be.
    sealed interface Token {

        boolean takes(int c);

        /// `*`
        record Any() implements Token {
            @Override
            public boolean takes(int c) {
                return true;
            }
        }

        /// One character of these ranges; with `not` any other.
        record OneOf(List<Range> ranges, boolean not) implements Token {
            public OneOf {
                ranges = List.copyOf(ranges);
            }

            @Override
            public boolean takes(int c) {
                return not
                        != ranges.stream()
                                .anyMatch(range -> range.first() <= c && c <= range.last());
            }
        }
    }

    /// Code points, both ends included.
    record Range(int first, int last) {}
}
