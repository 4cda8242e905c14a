package dev.pithyjaunt.runner.report;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Publication;
import dev.pithyjaunt.protocol.Publication.PullRequest;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Failures;
import dev.pithyjaunt.runner.workflow.JobResults;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How an execution ended, told from the files of its phases alone: a phase that left none has
/// failed.
final class Conclusion {

    private final ExecutionFolder folder;
    private final ExecutionRequest request;
    private final boolean cancelled;
    private final JobResults jobs;
    private final Optional<Report> report;
    private final Optional<Evidence> evidence;
    private final Optional<Publication> publication;

    Conclusion(ExecutionFolder folder, boolean cancelled, JobResults jobs) {
        this.folder = folder;
        this.jobs = jobs;
        this.request = folder.request();
        this.cancelled = cancelled;
        this.report = folder.report();
        this.evidence = folder.evidence();
        this.publication = folder.publication();
    }

    ExecutionResult result() {
        End end = end();
        return new ExecutionResult(
                request.taskId(),
                request.executionId(),
                end.outcome().taskStatus(),
                end.outcome(),
                end.error(),
                report.map(Report::question).orElse(null),
                publication.map(Publication::branch).orElse(null),
                request.base().commit(),
                publication.map(Publication::headCommit).orElse(null),
                publication.map(Publication::pullRequest).map(PullRequest::url).orElse(null),
                publication.map(Publication::pullRequest).map(PullRequest::number).orElse(null),
                publication.map(Publication::compareUrl).orElse(null),
                diff(),
                evidence.map(Evidence::verdict).orElse(Verdict.NOT_CHECKED),
                report.map(Report::usage).orElse(Usage.NONE),
                seconds(),
                folder.path().toString());
    }

    private End end() {
        if (cancelled) {
            return new End(
                    Outcome.CANCELLED, new ExecutionError(Category.CANCELLED, "it was cancelled"));
        }
        if (report.isEmpty()) {
            return unfinished("generate", "report.json");
        }
        Report generated = report.get();
        return generated.outcome() == Outcome.READY || generated.partial()
                ? endOfPatch(generated)
                : new End(generated.outcome(), generated.error());
    }

    private End endOfPatch(Report generated) {
        if (evidence.isEmpty()) {
            return review(
                    Category.INTERNAL,
                    jobs.death("validate")
                            .map(JobResults.Death::message)
                            .orElse(missing("validate", "evidence.json")));
        }
        Evidence checked = evidence.get();
        if (checked.verdict() == Verdict.INCOMPLETE) {
            return incomplete(checked.error());
        }
        if (publication.isEmpty() && !request.options().dryRun()) {
            return unfinished("publish", "publication.json");
        }
        ExecutionError unpublished = publication.map(Publication::error).orElse(null);
        boolean forbidden =
                unpublished != null && unpublished.category() == Category.POLICY_VIOLATION;
        if (unpublished != null && !forbidden) {
            return new End(Failures.outcome(unpublished), unpublished);
        }
        if (!generated.reviewReasons().isEmpty()) {
            return review(
                    Category.POLICY_VIOLATION,
                    "a person must look first: " + String.join("; ", generated.reviewReasons()));
        }
        if (unpublished != null) {
            return new End(Failures.outcome(unpublished), unpublished);
        }
        if (generated.partial()) {
            return new End(Outcome.NEEDS_REVIEW, generated.error());
        }
        return checked.verdict() == Verdict.NEW_FAILURE
                ? review(Category.CHECKS_FAILED, "checks fail with the patch that pass without it")
                : new End(Outcome.READY, null);
    }

    private static End incomplete(@Nullable ExecutionError error) {
        if (error != null && error.category() == Category.CANCELLED) {
            return new End(Outcome.CANCELLED, error);
        }
        return error == null
                ? review(Category.INTERNAL, "the checks were not run to the end")
                : new End(Outcome.NEEDS_REVIEW, error);
    }

    private static String missing(String phase, String file) {
        return "%s ended without writing %s; %s.log tells more".formatted(phase, file, phase);
    }

    private End unfinished(String phase, String file) {
        ExecutionError error =
                jobs.death(phase)
                        .map(death -> new ExecutionError(death.category(), death.message()))
                        .orElse(new ExecutionError(Category.INTERNAL, missing(phase, file)));
        return new End(Outcome.FAILED, error);
    }

    private static End review(Category category, String message) {
        return new End(Outcome.NEEDS_REVIEW, new ExecutionError(category, message));
    }

    private String diff() {
        try {
            return Files.exists(folder.patch())
                    ? new String(Files.readAllBytes(folder.patch()), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + folder.patch(), e);
        }
    }

    private Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        report.ifPresent(r ->
                seconds.put(
                        "generate",
                        Duration.between(r.startedAt(), r.finishedAt()).toMillis() / 1000.0));
        evidence.ifPresent(e -> seconds.put("validate", e.seconds()));
        publication.ifPresent(p -> seconds.put("publish", p.seconds()));
        return seconds;
    }

    private record End(Outcome outcome, @Nullable ExecutionError error) {}
}
