package dev.pithyjaunt.testkit.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files by which a step sets outputs, variables and folders of programs. New ones for each
/// step.
record FileCommands(Path output, Path env, Path path, Path summary) {

    static FileCommands make(Path folder, int step) {
        try {
            Files.createDirectories(folder);
            return new FileCommands(
                    Files.createFile(folder.resolve("set_output_" + step)),
                    Files.createFile(folder.resolve("set_env_" + step)),
                    Files.createFile(folder.resolve("add_path_" + step)),
                    Files.createFile(folder.resolve("step_summary_" + step)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> variables() {
        return Map.of(
                "GITHUB_OUTPUT", output.toString(),
                "GITHUB_ENV", env.toString(),
                "GITHUB_PATH", path.toString(),
                "GITHUB_STEP_SUMMARY", summary.toString());
    }

    Map<String, String> outputs() {
        return pairs(output);
    }

    Map<String, String> environment() {
        Map<String, String> pairs = pairs(env);
        if (pairs.containsKey("NODE_OPTIONS")) {
            throw new EvaluationException("Can't store NODE_OPTIONS using '$GITHUB_ENV' command.");
        }
        return pairs;
    }

    List<String> folders() {
        return read(path).lines().filter(line -> !line.isEmpty()).toList();
    }

    /// Lines `NAME=value`, or `NAME<<DELIMITER`, lines, `DELIMITER`.
    private static Map<String, String> pairs(Path file) {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<String> lines = List.of(read(file).split("\n", -1));
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            int equals = line.indexOf('=');
            int heredoc = line.indexOf("<<");
            if (line.isEmpty()) {
                continue;
            }
            if (equals > 0 && (heredoc < 0 || equals < heredoc)) {
                pairs.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (heredoc > 0
                    && heredoc + 2 < line.length()
                    && (equals < 0 || heredoc < equals)) {
                String delimiter = line.substring(heredoc + 2);
                int end = at + 1;
                while (end < lines.size() && !lines.get(end).equals(delimiter)) {
                    end++;
                }
                if (end == lines.size()) {
                    throw new EvaluationException(
                            "Invalid value. Matching delimiter not found '%s'"
                                    .formatted(delimiter));
                }
                pairs.put(
                        line.substring(0, heredoc), String.join("\n", lines.subList(at + 1, end)));
                at = end;
            } else {
                throw new EvaluationException("Invalid format '%s'".formatted(line));
            }
        }
        return pairs;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
