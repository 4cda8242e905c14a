package dev.pithyjaunt.runner.execution;

import dev.pithyjaunt.git.process.JavaProgram;

import java.nio.file.Path;
import java.util.List;

/// This same program, to be started once more as a child.
public final class ThisProgram {

    private ThisProgram() {}

    /// The words that start it with the given arguments.
    public static List<String> words(List<String> arguments) {
        List<String> words = JavaProgram.words(Path.of(System.getProperty("java.class.path")));
        words.addAll(arguments);
        return words;
    }
}
