package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.usage.Spending;
import dev.pithyjaunt.server.usage.UsageStore;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Gathers what an execution left. Files that runners sent need not be what they should be.
@Component
final class ExecutionReader {

    private static final int MAX_LINES = 1_000;

    private final LogStore logs;
    private final FileStore files;
    private final UsageStore usage;
    private final Spending spending;

    ExecutionReader(LogStore logs, FileStore files, UsageStore usage, Spending spending) {
        this.logs = logs;
        this.files = files;
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
                read(id, FileKind.EVIDENCE, Evidence.class, unreadable),
                read(id, FileKind.REPORT, Report.class, unreadable),
                unreadable,
                UsageView.of(usage.ofExecution(id), spending.of(id), spending.allowanceOf(id)),
                files.find(id, FileKind.TRANSCRIPT).isPresent());
    }

    private <T> @Nullable T read(String id, FileKind kind, Class<T> type, List<String> unreadable) {
        byte[] bytes = files.find(id, kind).orElse(null);
        if (bytes == null) {
            return null;
        }
        try {
            return Json.read(new String(bytes, StandardCharsets.UTF_8), type);
        } catch (MalformedJsonException _) {
            unreadable.add(type.getSimpleName().toLowerCase(java.util.Locale.ROOT));
            return null;
        }
    }
}
