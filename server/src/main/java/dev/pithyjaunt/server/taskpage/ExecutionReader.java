package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.server.execution.EvidenceReader;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.usage.Spending;
import dev.pithyjaunt.server.usage.UsageStore;

import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Gathers what an execution left. Files that runners sent need not be what they should be.
@Component
final class ExecutionReader {

    private static final int MAX_LINES = 1_000;

    private final LogStore logs;
    private final FileStore files;
    private final EvidenceReader evidence;
    private final UsageStore usage;
    private final Spending spending;

    ExecutionReader(
            LogStore logs,
            FileStore files,
            EvidenceReader evidence,
            UsageStore usage,
            Spending spending) {
        this.logs = logs;
        this.files = files;
        this.evidence = evidence;
        this.usage = usage;
        this.spending = spending;
    }

    ExecutionView read(Execution execution) {
        String id = execution.id();
        List<String> unreadable = new ArrayList<>();
        long after = Math.max(0, execution.lastPosition() - MAX_LINES);
        return new ExecutionView(
                execution,
                // A line that came since makes it one more; the stream goes on after the last.
                logs.page(id, after, MAX_LINES + 1),
                files.find(id, FileKind.PATCH)
                        .filter(bytes -> bytes.length > 0)
                        .map(PatchView::of)
                        .orElse(null),
                read("evidence", () -> evidence.find(id), unreadable)
                        .map(EvidenceView::of)
                        .orElse(null),
                read(
                                "report",
                                () -> files.find(id, FileKind.REPORT).map(ExecutionReader::report),
                                unreadable)
                        .orElse(null),
                unreadable,
                UsageView.of(usage.ofExecution(id), spending.of(id), spending.allowanceOf(id)),
                files.find(id, FileKind.TRANSCRIPT).isPresent());
    }

    private static Report report(byte[] bytes) {
        return Json.read(new String(bytes, StandardCharsets.UTF_8), Report.class);
    }

    private static <T> Optional<T> read(
            String name, Supplier<Optional<T>> file, List<String> unreadable) {
        try {
            return file.get();
        } catch (MalformedJsonException _) {
            unreadable.add(name);
            return Optional.empty();
        }
    }
}
