package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.patch.PatchFormatException;
import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.policy.PublishingSettings;
import dev.pithyjaunt.agent.policy.Reason;
import dev.pithyjaunt.agent.policy.Verdict;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.ScratchIndex;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Publication;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.runner.event.Standing;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Failures;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One go of the phase: a fresh repository at the base commit, the patch, a commit, the push. There
/// is no work tree, so no hook, filter or line-ending setting of anybody is run or asked. Then, on
/// GitHub, the pull request.
final class Publishing {

    private final ExecutionFolder folder;
    private final ExecutionRequest request;
    private final Progress progress;
    private final Interrupts interrupts;
    private final Deadline deadline;
    private final Settings settings;
    private final Supplier<Standing> standing;
    private final Redactor redactor;
    private final long startedNanos = System.nanoTime();

    /// @param standing asks the server whether the execution is still wanted
    Publishing(
            ExecutionFolder folder,
            Settings settings,
            Supplier<Standing> standing,
            Progress progress,
            Interrupts interrupts) {
        this.folder = folder;
        this.settings = settings;
        this.standing = standing;
        this.redactor = settings.redactor();
        this.request = folder.request();
        this.progress = progress;
        this.interrupts = interrupts;
        this.deadline = new Deadline(request.limits().deadline(), InstantSource.system());
    }

    /// Writes the publication whatever happens.
    ///
    /// @throws IllegalArgumentException when there is no patch to publish
    Publication run() {
        Report report =
                folder.report()
                        .filter(written -> written.outcome() == Outcome.READY || written.partial())
                        .filter(_ -> Files.isRegularFile(folder.patch()))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        folder.path() + " holds no patch to publish"));
        try {
            return publish(report);
        } catch (PatchFormatException e) {
            return fail(new ExecutionError(Category.PATCH_REJECTED, e.getMessage()));
        } catch (MalformedSettingsException e) {
            return fail(new ExecutionError(Category.POLICY_VIOLATION, e.getMessage()));
        } catch (RuntimeException e) {
            return fail(new Failures(interrupts).explain(e, Category.FORGE_ERROR));
        } finally {
            folder.discard("publish.git");
            folder.discard("publish-scratch");
        }
    }

    private Publication publish(Report report) {
        switch (standing.get()) {
            case CURRENT, UNKNOWN -> {}
            case CANCELLED -> {
                return fail(new ExecutionError(Category.CANCELLED, "it was cancelled"));
            }
            case OVER -> {
                return fail(
                        new ExecutionError(
                                Category.CANCELLED,
                                "not pushed: for the server this execution is over, and another may have taken its place"));
            }
        }
        String base = request.base().commit();
        // A deadline that is over must not lose what was paid for: publishing again gets its own
        // time.
        Deadline time =
                deadline.hasPassed()
                        ? Deadline.in(Duration.ofMinutes(2), InstantSource.system())
                        : deadline;
        Repository repository =
                Repository.fetched(
                        GitHubPlace.address(request.repository(), settings, time),
                        base,
                        folder.work("publish.git"),
                        time);
        ScratchIndex index = repository.scratchIndex(base, folder.work("publish-scratch"));
        index.apply(Patch.parse(readPatch()).bytes());
        Policy policy = Policy.of(repository.tree(base));
        Verdict verdict = policy.judge(Patch.parse(index.diff()));
        if (verdict instanceof Verdict.Refused refused) {
            return fail(violation("not pushed, since it is not allowed", refused));
        }
        if (verdict.touchesWorkflows()) {
            return fail(violation("not pushed, since a person must look first", verdict));
        }
        PublishingSettings publishing = policy.publishing();
        String commit =
                index.commit(
                        author(publishing),
                        CommitMessage.COMMITTER,
                        report.finishedAt(),
                        CommitMessage.of(request, report, publishing));
        String branch = request.resultBranch();
        progress.say("pushing %s at %.10s".formatted(branch, commit));
        boolean isNew =
                index.push(
                        commit,
                        GitHubPlace.address(request.options().pushTo(), settings, time),
                        branch,
                        there -> CommitMessage.reasonAgainstReplacing(there, request));
        return write(
                new Proposing(folder, settings, progress, time)
                        .propose(
                                report,
                                publishing,
                                new Proposing.Pushed(branch, commit, isNew),
                                this::seconds));
    }

    private static ScratchIndex.Author author(PublishingSettings publishing) {
        PublishingSettings.Person author = publishing.author();
        return author == null
                ? CommitMessage.COMMITTER
                : new ScratchIndex.Author(author.name(), author.email());
    }

    private static ExecutionError violation(String what, Verdict verdict) {
        return new ExecutionError(
                Category.POLICY_VIOLATION,
                verdict.reasons().stream()
                        .map(Reason::text)
                        .collect(Collectors.joining("; ", what + ": ", "")));
    }

    private byte[] readPatch() {
        Path patch = folder.patch();
        try {
            return Files.readAllBytes(patch);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + patch, e);
        }
    }

    private Publication fail(ExecutionError error) {
        String message = redactor.redact(error.message());
        progress.fail(message);
        return write(
                new Publication(
                        request.executionId(),
                        null,
                        null,
                        false,
                        null,
                        null,
                        new ExecutionError(error.category(), message),
                        seconds()));
    }

    private Publication write(Publication publication) {
        folder.write(publication);
        return publication;
    }

    private double seconds() {
        return Duration.ofNanos(System.nanoTime() - startedNanos).toMillis() / 1000.0;
    }
}
