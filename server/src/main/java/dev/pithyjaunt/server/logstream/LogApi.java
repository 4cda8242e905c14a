package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.NotFoundException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What an execution said and left: as pages, live, and as whole files.
@RestController
@RequestMapping("/api/task/{id}")
final class LogApi {

    private static final int MAX_LINES = 1_000;

    private final ShownExecution shown;
    private final LogStore logs;
    private final LogStream stream;
    private final FileStore files;

    LogApi(ShownExecution shown, LogStore logs, LogStream stream, FileStore files) {
        this.shown = shown;
        this.logs = logs;
        this.stream = stream;
        this.files = files;
    }

    @GetMapping("/logs")
    Lines page(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String execution,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "1000") int limit) {
        new InvalidInputException.Collector()
                .unless(after >= 0, "after", "expected a position, or 0")
                .unless(
                        limit >= 1 && limit <= MAX_LINES,
                        "limit",
                        "expected a number from 1 to " + MAX_LINES)
                .check();
        Execution found = shown.get(account, id, execution);
        List<PositionedLine> items = logs.page(found.id(), after, limit);
        boolean isExpired = items.isEmpty() && after < found.lastPosition();
        return new Lines(found.id(), items, found.lastPosition(), isExpired);
    }

    /// @param lastPosition of all lines there are, 0 without any: more follow while the last item's
    ///   is less
    /// @param logExpired whether the lines that should follow are not kept any more
    record Lines(
            String executionId,
            List<PositionedLine> items,
            long lastPosition,
            boolean logExpired) {}

    @GetMapping("/logs/stream")
    void stream(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String execution,
            @RequestParam(required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        @Nullable String header = request.getHeader("Last-Event-ID");
        long after = position(header == null || header.isEmpty() ? lastEventId : header);
        stream.follow(shown.get(account, id, execution), after, request, response);
    }

    private static long position(@Nullable String lastEventId) {
        try {
            long position =
                    lastEventId == null || lastEventId.isEmpty() ? 0 : Long.parseLong(lastEventId);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new InvalidInputException("lastEventId", "expected a position, or 0");
    }

    @GetMapping("/logs/download")
    void download(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String execution,
            HttpServletResponse response)
            throws IOException {
        Execution found = shown.get(account, id, execution);
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(found, "log.txt"));
        PrintWriter out = response.getWriter();
        List<PositionedLine> page = logs.page(found.id(), 0, MAX_LINES);
        long first = page.isEmpty() ? found.lastPosition() + 1 : page.getFirst().position();
        if (first > 1) {
            out.printf("(Lines 1 to %d are not kept any more.)\n", first - 1);
        }
        while (!page.isEmpty() && !out.checkError()) {
            for (PositionedLine line : page) {
                out.printf("%s %s %s %s\n", line.at(), line.phase(), line.level(), line.text());
            }
            page = logs.page(found.id(), page.getLast().position(), MAX_LINES);
        }
    }

    @GetMapping("/patch")
    ResponseEntity<byte[]> patch(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String execution) {
        Execution found = shown.get(account, id, execution);
        return file(found, FileKind.PATCH, "patch.diff", "text/plain");
    }

    @GetMapping("/evidence")
    ResponseEntity<byte[]> evidence(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String execution) {
        Execution found = shown.get(account, id, execution);
        return file(found, FileKind.EVIDENCE, "evidence.json", "application/json");
    }

    @GetMapping("/report")
    ResponseEntity<byte[]> report(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String execution) {
        Execution found = shown.get(account, id, execution);
        return file(found, FileKind.REPORT, "report.json", "application/json");
    }

    @GetMapping("/transcript")
    ResponseEntity<byte[]> transcript(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String execution) {
        Execution found = shown.get(account, id, execution);
        return file(found, FileKind.TRANSCRIPT, "transcript.jsonl", "application/jsonl");
    }

    private ResponseEntity<byte[]> file(
            Execution execution, FileKind kind, String name, String mediaType) {
        byte[] content =
                files.find(execution.id(), kind)
                        .orElseThrow(() ->
                                new NotFoundException(name + " of execution", execution.id()));
        return ResponseEntity.ok()
                .contentType(
                        new MediaType(MediaType.parseMediaType(mediaType), StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(execution, name))
                .body(content);
    }

    private static String attachment(Execution execution, String name) {
        return ContentDisposition.attachment()
                .filename(execution.id() + "-" + name)
                .build()
                .toString();
    }
}
