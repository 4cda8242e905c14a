package dev.pithyjaunt.bench.replies;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.git.FileTree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A net change of lines: how often each line comes, less how often it goes. Blank lines don't
/// count, nor does the white space around the others, so that a file's own indentation is no other
/// change; a line that only moves is none either, since a diff may state that in several ways.
final class NetLines {

    private final Map<String, Integer> net = new HashMap<>();

    /// From the base to the files as they are with a reply.
    static NetLines between(FileTree base, List<Fitting.FittedFile> files) {
        NetLines net = new NetLines();
        for (Fitting.FittedFile file : files) {
            base.find(file.path()).ifPresent(there -> net.removeAll(text(base.read(there))));
            file.content().ifPresent(content -> net.addAll(text(content)));
        }
        return net;
    }

    private static String text(byte[] content) {
        return new String(content, UTF_8);
    }

    void add(String line) {
        count(line, 1);
    }

    void remove(String line) {
        count(line, -1);
    }

    void addAll(String text) {
        text.lines().forEach(this::add);
    }

    void removeAll(String text) {
        text.lines().forEach(this::remove);
    }

    private void count(String line, int by) {
        if (!line.isBlank()) {
            net.merge(line.strip(), by, NetLines::sum);
        }
    }

    /// No entry for what comes as often as it goes.
    @SuppressWarnings("NullAway") // a merge function returns null to remove the entry
    private static Integer sum(Integer a, Integer b) {
        return a + b == 0 ? null : Integer.valueOf(a + b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetLines lines && net.equals(lines.net);
    }

    @Override
    public int hashCode() {
        return net.hashCode();
    }

    @Override
    public String toString() {
        return net.toString();
    }
}
