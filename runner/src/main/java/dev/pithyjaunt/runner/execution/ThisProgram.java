package dev.pithyjaunt.runner.execution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start this same program once more, as a child.
public final class ThisProgram {

    /// A phase lives for seconds: a quick start beats the best code.
    private static final List<String> JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED");

    private ThisProgram() {}

    /// The words that start it with the given arguments.
    public static List<String> words(List<String> arguments) {
        List<String> words = new ArrayList<>(jvm());
        Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        words.addAll(List.of("-jar", jar.toString()));
        words.addAll(arguments);
        return words;
    }

    /// The Java program that runs this one, with options for a short life.
    public static List<String> jvm() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM);
        return words;
    }
}
