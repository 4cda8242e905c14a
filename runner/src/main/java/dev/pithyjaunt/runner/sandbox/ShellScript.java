package dev.pithyjaunt.runner.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A script for a POSIX shell that stops at the first command that fails, and becomes another
/// program at its end.
final class ShellScript {

    private final List<String> lines = new ArrayList<>(List.of("set -e"));

    /// Adds a command; every word is taken as it is.
    ShellScript add(String... words) {
        lines.add(quoted(List.of(words)));
        return this;
    }

    /// Adds the shell's own id to a file of processes.
    ShellScript join(String file) {
        lines.add("echo $$ >" + quote(file));
        return this;
    }

    /// Opens a file to be read by the program that the script becomes.
    ShellScript open(int descriptor, String file) {
        lines.add("exec " + descriptor + "<" + quote(file));
        return this;
    }

    /// The words that start the script; it becomes the given program.
    List<String> becoming(List<String> program) {
        List<String> words =
                new ArrayList<>(
                        List.of("sh", "-c", String.join("\n", lines) + "\nexec \"$@\"", "sh"));
        words.addAll(program);
        return words;
    }

    private static String quoted(List<String> words) {
        return words.stream().map(ShellScript::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
