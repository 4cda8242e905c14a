package dev.pithyjaunt.server.dispatch;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What an execution that has ended left to be published: its patch, and what was said of it.
///
/// @param files as they are stored
public record KeptPatch(Execution source, Map<FileKind, byte[]> files) {

    /// A line of a diff's head that names a file of a workflow.
    private static final Pattern WORKFLOW =
            Pattern.compile(
                    "(?m)^(?:diff --git|---|\\+\\+\\+|rename (?:from|to)|copy (?:from|to)) .*\\.github/workflows/");

    public KeptPatch {
        files = Map.copyOf(files);
    }

    /// Empty when it left no patch, or no report of it.
    static Optional<KeptPatch> of(Execution source, FileStore store) {
        Map<FileKind, byte[]> files = new TreeMap<>();
        for (FileKind kind : List.of(FileKind.PATCH, FileKind.REPORT, FileKind.EVIDENCE)) {
            store.find(source.id(), kind).ifPresent(content -> files.put(kind, content));
        }
        return files.containsKey(FileKind.PATCH) && files.containsKey(FileKind.REPORT)
                ? Optional.of(new KeptPatch(source, files))
                : Optional.empty();
    }

    /// Whether its report says that there is something to publish.
    boolean isPublishable() {
        try {
            Report report = report();
            return source.base().commit() != null
                    && (report.outcome() == Outcome.READY || report.partial());
        } catch (MalformedJsonException _) {
            return false;
        }
    }

    boolean touchesWorkflows() {
        return WORKFLOW.matcher(
                        new String(
                                files.getOrDefault(FileKind.PATCH, new byte[0]),
                                StandardCharsets.UTF_8))
                .find();
    }

    /// @throws MalformedJsonException when it is none
    private Report report() {
        return Json.read(
                new String(
                        files.getOrDefault(FileKind.REPORT, new byte[0]), StandardCharsets.UTF_8),
                Report.class);
    }

    /// The files as another execution has them, which asked no model.
    public Map<FileKind, byte[]> of(String executionId) {
        Report old = report();
        Report anew =
                new Report(
                        executionId,
                        old.taskId(),
                        old.baseCommit(),
                        old.outcome(),
                        old.error(),
                        old.partial(),
                        old.question(),
                        old.summary(),
                        old.files(),
                        old.reviewReasons(),
                        old.warnings(),
                        old.refusals(),
                        old.context(),
                        old.instructions(),
                        List.of(),
                        Usage.NONE,
                        old.attempts(),
                        old.startedAt(),
                        old.finishedAt());
        Map<FileKind, byte[]> all = new TreeMap<>(files);
        all.put(FileKind.REPORT, Json.line(anew).getBytes(StandardCharsets.UTF_8));
        return all;
    }
}
