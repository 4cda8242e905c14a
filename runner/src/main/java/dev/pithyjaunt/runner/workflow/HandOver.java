package dev.pithyjaunt.runner.workflow;

import dev.pithyjaunt.runner.execution.ExecutionFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes over what earlier jobs handed on as artifacts, each in a folder of its phase's name. Of a
/// job only its own files are taken: validate, which ran code of the repository, can replace no
/// patch. Links, folders and files of more bytes than the kind may have are left out.
final class HandOver {

    private static final Map<String, Map<String, Long>> FILES = new LinkedHashMap<>();

    static {
        FILES.put(
                "generate",
                Map.of(
                        "report.json", 16L << 20,
                        "patch.diff", 20L << 20,
                        "transcript.jsonl", 64L << 20,
                        "generate.log", 32L << 20,
                        "generate.lines.json", 1L << 20,
                        "generate.unsent.jsonl", 64L << 20));
        FILES.put(
                "validate",
                Map.of(
                        "evidence.json", 20L << 20,
                        "evidence.md", 1L << 20,
                        "validate.log", 32L << 20));
        FILES.put(
                "publish",
                Map.of(
                        "publication.json", 1L << 20,
                        "pull-request.md", 1L << 20,
                        "publish.log", 32L << 20,
                        "publish.lines.json", 1L << 20,
                        "publish.unsent.jsonl", 64L << 20));
    }

    private HandOver() {}

    /// @param handed the folder with one folder a phase; those that are not there are passed over
    /// @return what was left out, in words
    static List<String> take(Path handed, ExecutionFolder into) {
        return FILES.entrySet().stream()
                .flatMap(phase -> {
                    Path from = handed.resolve(phase.getKey());
                    return phase.getValue().entrySet().stream()
                            .filter(file ->
                                    !taken(
                                            from.resolve(file.getKey()),
                                            into.path().resolve(file.getKey()),
                                            file.getValue()))
                            .map(file ->
                                    "%s/%s is left out: it is no file of at most %,d bytes"
                                            .formatted(
                                                    phase.getKey(),
                                                    file.getKey(),
                                                    file.getValue()));
                })
                .sorted()
                .toList();
    }

    /// False when something is there that may not be taken.
    private static boolean taken(Path from, Path to, long maxBytes) {
        try {
            if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
            if (!Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(from) > maxBytes) {
                return false;
            }
            Files.copy(from, to);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("taking over " + from, e);
        }
    }
}
