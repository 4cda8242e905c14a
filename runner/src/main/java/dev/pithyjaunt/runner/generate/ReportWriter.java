package dev.pithyjaunt.runner.generate;

import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.edit.Refusal;
import dev.pithyjaunt.agent.patch.Change;
import dev.pithyjaunt.agent.patch.FilePatch;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.policy.Reason;
import dev.pithyjaunt.protocol.EditCount;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Failures;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Collects what goes into the report while the phase works, and writes it at the end.
final class ReportWriter {

    private static final int MAX_TOLD = 5;

    private final ExecutionFolder folder;
    private final ExecutionRequest request;
    private final Redactor redactor;
    private final InstantSource clock;
    private final Instant startedAt;
    private List<String> shown = List.of();
    private Report.@Nullable Instructions instructions;
    private List<EditCount> edits = List.of();
    private int attempts;
    private Usage usage = Usage.NONE;

    ReportWriter(
            ExecutionFolder folder,
            ExecutionRequest request,
            Redactor redactor,
            InstantSource clock) {
        this.folder = folder;
        this.request = request;
        this.redactor = redactor;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    void shown(List<String> paths) {
        shown = paths;
    }

    void instructed(Report.Instructions given) {
        instructions = given;
    }

    void used(int attempts, Usage usage, List<EditCount> edits) {
        this.attempts = attempts;
        this.usage = usage;
        this.edits = edits;
    }

    Report write(AgentResult result) {
        return switch (result) {
            case AgentResult.Patched patched -> writePatch(patched, Outcome.READY, null);
            case AgentResult.Partial(AgentResult.Patched patched, ExecutionError error) ->
                    writePatch(patched, Outcome.NEEDS_REVIEW, redacted(error));
            case AgentResult.Refused(List<Refusal> refusals) ->
                    write(
                            Outcome.NEEDS_REVIEW,
                            new ExecutionError(
                                    Category.PATCH_REJECTED,
                                    "%d of the model's edits could not be made; they are kept in report.json"
                                            .formatted(refusals.size())),
                            null,
                            refusals.stream().map(this::kept).toList());
            case AgentResult.Forbidden(List<Reason> reasons) ->
                    write(
                            Outcome.NEEDS_REVIEW,
                            new ExecutionError(
                                    Category.POLICY_VIOLATION,
                                    "the model's change is not allowed here: " + inWords(reasons)),
                            null,
                            reasons.stream().map(ReportWriter::refusal).toList());
            case AgentResult.Asks(String question) ->
                    write(Outcome.NEEDS_CLARIFICATION, null, question, List.of());
            case AgentResult.NothingToChange(String reason) ->
                    write(
                            Outcome.NO_CHANGE,
                            new ExecutionError(Category.NO_CHANGE, reason),
                            null,
                            List.of());
            case AgentResult.Failed(ExecutionError error) ->
                    write(Failures.outcome(error), error, null, List.of());
        };
    }

    private Report writePatch(
            AgentResult.Patched patched, Outcome outcome, @Nullable ExecutionError error) {
        Patch patch = patched.patch();
        try {
            Files.write(folder.patch(), patch.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + folder.patch(), e);
        }
        return write(
                new Report(
                        request.executionId(),
                        request.taskId(),
                        request.base().commit(),
                        outcome,
                        error,
                        error != null,
                        null,
                        redactor.redact(patched.summary()),
                        changes(patch),
                        patched.review().stream().map(Reason::text).toList(),
                        patched.warnings().stream().map(redactor::redact).toList(),
                        List.of(),
                        shown,
                        instructions,
                        edits,
                        usage,
                        attempts,
                        startedAt,
                        clock.instant()));
    }

    /// A file that moved stands there under both paths; its lines count under the new one.
    private static List<Report.FileChange> changes(Patch patch) {
        return patch.files().stream()
                .flatMap(file ->
                        file.change() == Change.RENAMED
                                ? Stream.of(
                                        new Report.FileChange(file.oldPath(), 0, 0), change(file))
                                : Stream.of(change(file)))
                .toList();
    }

    private static Report.FileChange change(FilePatch file) {
        return new Report.FileChange(file.newPath(), file.added(), file.removed());
    }

    private Report write(
            Outcome outcome,
            @Nullable ExecutionError error,
            @Nullable String question,
            List<Report.Refusal> refusals) {
        return write(
                new Report(
                        request.executionId(),
                        request.taskId(),
                        request.base().commit(),
                        outcome,
                        error == null ? null : redacted(error),
                        false,
                        question == null ? null : redactor.redact(question),
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        refusals,
                        shown,
                        instructions,
                        edits,
                        usage,
                        attempts,
                        startedAt,
                        clock.instant()));
    }

    private ExecutionError redacted(ExecutionError error) {
        return new ExecutionError(error.category(), redactor.redact(error.message()));
    }

    /// The edit is not kept: it may hold the secret that it is refused for.
    private static Report.Refusal refusal(Reason reason) {
        return new Report.Refusal(reason.path(), reason.detail(), "");
    }

    private static String inWords(List<Reason> reasons) {
        return reasons.stream().limit(MAX_TOLD).map(Reason::text).collect(Collectors.joining("; "))
                + (reasons.size() > MAX_TOLD
                        ? "; and %d more, kept in report.json".formatted(reasons.size() - MAX_TOLD)
                        : "");
    }

    private Report.Refusal kept(Refusal refusal) {
        return new Report.Refusal(
                refusal.path(), redactor.redact(refusal.reason()), redactor.redact(refusal.raw()));
    }

    private Report write(Report report) {
        folder.write(report);
        return report;
    }
}
