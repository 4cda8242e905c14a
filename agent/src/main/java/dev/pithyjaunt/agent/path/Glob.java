package dev.pithyjaunt.agent.path;

import java.util.ArrayList;
import java.util.List;

/// A pattern over paths, much as in `.gitignore`, on `/`-separated paths on every platform:
///
/// ```
/// *        any characters of one name, also none          src/*.java
/// ?        one character of a name
/// [abc]    one of these; [a-z] a range, [!a] any other    [Mm]akefile
/// {a,b}    one of these words; not nested                 *.{yml,yaml}
/// **       any number of folders, also none; a part of its own
/// ```
///
/// A pattern without a `/`, but for one at its end, is matched at any depth; any other from the
/// root. One with a `/` at its end matches folders only. What matches a folder covers all below it.
/// There is no negation and no escape: a character that means something is written in brackets,
/// `[[]id].js`.
///
/// Matching takes at most the pattern's length times the path's, for each word of its braces.
public final class Glob {

    private static final int MAX_LENGTH = 300;
    private static final int MAX_ALTERNATIVES = 200;

    private final String text;
    private final boolean ignoresCase;
    private final List<List<GlobPart>> alternatives;
    private final boolean foldersOnly;

    private Glob(String text, boolean ignoresCase) {
        this.text = text;
        this.ignoresCase = ignoresCase;
        this.foldersOnly = text.endsWith("/");
        this.alternatives = parse(text, ignoresCase);
    }

    /// A pattern that tells upper from lower case.
    ///
    /// @throws MalformedGlobException when it is none
    public static Glob exact(String text) {
        return new Glob(text, false);
    }

    /// A pattern that matches a path in every spelling that [FoldedPath] takes for the same.
    ///
    /// @throws MalformedGlobException when it is none
    public static Glob folding(String text) {
        return new Glob(text, true);
    }

    /// @param path relative to the repository's root, `/`-separated
    public boolean matches(String path) {
        List<int[]> names = new ArrayList<>();
        for (String name : (ignoresCase ? FoldedPath.of(path) : path).split("/", -1)) {
            names.add(name.codePoints().toArray());
        }
        return alternatives.stream().anyMatch(parts -> matches(parts, names));
    }

    /// Keeps, for each number of names read, which parts may come next: no way is tried twice.
    private boolean matches(List<GlobPart> parts, List<int[]> names) {
        boolean[] next = new boolean[parts.size() + 1];
        next[0] = true;
        for (int read = 0; read < names.size(); read++) {
            boolean[] after = new boolean[parts.size() + 1];
            for (int part = 0; part < parts.size(); part++) {
                if (!next[part]) {
                    continue;
                }
                if (parts.get(part).isFolders()) {
                    // It may be over before this name, or take it.
                    next[part + 1] |= part + 1 < parts.size();
                    after[part] = true;
                    after[part + 1] |= part + 1 == parts.size();
                } else if (parts.get(part).matches(names.get(read))) {
                    after[part + 1] = true;
                }
            }
            boolean isFile = read == names.size() - 1;
            if (after[parts.size()] && !(foldersOnly && isFile)) {
                return true;
            }
            next = after;
        }
        return false;
    }

    private static List<List<GlobPart>> parse(String text, boolean ignoresCase) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new MalformedGlobException(
                    text, "it must have 1 to %d characters".formatted(MAX_LENGTH));
        }
        if (text.startsWith("!") || text.indexOf('\\') >= 0) {
            throw new MalformedGlobException(
                    text,
                    "there is no negation with ! and no escape with \\; write [*] for a character that means something");
        }
        List<List<GlobPart>> alternatives = new ArrayList<>();
        for (String alternative : expand(text)) {
            alternatives.add(parts(text, ignoresCase ? FoldedPath.of(alternative) : alternative));
        }
        return List.copyOf(alternatives);
    }

    private static List<GlobPart> parts(String text, String alternative) {
        String body = alternative;
        boolean anchored = body.startsWith("/");
        body = body.substring(anchored ? 1 : 0);
        body = body.endsWith("/") ? body.substring(0, body.length() - 1) : body;
        List<GlobPart> parts = new ArrayList<>();
        if (!anchored && body.indexOf('/') < 0) {
            parts.add(GlobPart.FOLDERS);
        }
        for (String part : body.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new MalformedGlobException(text, "it has an empty, . or .. part");
            }
            parts.add(GlobPart.parse(text, part));
        }
        return List.copyOf(parts);
    }

    /// Writes the words of braces out, the first braces first.
    private static List<String> expand(String text) {
        List<String> done = new ArrayList<>();
        List<String> open = new ArrayList<>(List.of(text));
        while (!open.isEmpty()) {
            String pattern = open.removeLast();
            int brace = pattern.indexOf('{');
            int end = pattern.indexOf('}');
            if (brace < 0 && end < 0) {
                done.add(pattern);
            } else if (brace < 0 || end < brace || pattern.lastIndexOf('{', end) != brace) {
                throw new MalformedGlobException(
                        text, "its braces are not closed, not opened or nested");
            } else {
                for (String word : pattern.substring(brace + 1, end).split(",", -1)) {
                    open.add(pattern.substring(0, brace) + word + pattern.substring(end + 1));
                }
            }
            if (done.size() + open.size() > MAX_ALTERNATIVES) {
                throw new MalformedGlobException(
                        text,
                        "its braces stand for more than %d patterns".formatted(MAX_ALTERNATIVES));
            }
        }
        return done;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob
                && glob.text.equals(text)
                && glob.ignoresCase == ignoresCase;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// As it was written.
    @Override
    public String toString() {
        return text;
    }
}
