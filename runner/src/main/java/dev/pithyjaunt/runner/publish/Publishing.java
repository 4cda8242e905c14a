package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.patch.PatchFormatException;
import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.policy.PublishingSettings;
import dev.pithyjaunt.agent.policy.Reason;
import dev.pithyjaunt.agent.policy.Verdict;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.git.ScratchIndex;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.github.pull.Proposal;
import dev.pithyjaunt.github.pull.PullRequest;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.protocol.Evidence;
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

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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
                        address(request.repository(), time),
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
                        address(request.options().pushTo(), time),
                        branch,
                        there -> CommitMessage.reasonAgainstReplacing(there, request));
        return pullRequest(report, publishing, new Pushed(branch, commit, isNew), time);
    }

    /// @param isNew whether the branch has another commit than before
    private record Pushed(String branch, String commit, boolean isNew) {}

    private RepositoryAddress address(String text, Deadline time) {
        RepositoryAddress address = RepositoryAddress.parse(text, time);
        return address instanceof RepositoryAddress.Remote(String url, _)
                ? GitHubPlace.find(url, settings).map(place -> place.git(url)).orElse(address)
                : address;
    }

    private static ScratchIndex.Author author(PublishingSettings publishing) {
        PublishingSettings.Person author = publishing.author();
        return author == null
                ? CommitMessage.COMMITTER
                : new ScratchIndex.Author(author.name(), author.email());
    }

    /// The branch stays whatever becomes of the pull request.
    private Publication pullRequest(
            Report report, PublishingSettings publishing, Pushed pushed, Deadline time) {
        Optional<Evidence> evidence = folder.evidence();
        String text = PullRequestText.of(request, report, evidence, movedBase(time));
        try {
            Files.writeString(folder.pullRequest(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + folder.pullRequest(), e);
        }
        boolean draft =
                publishing.draft()
                        || PullRequestText.isDraft(
                                report, evidence, publishing.draftOnFailedChecks());
        Optional<GitHubPlace> place = GitHubPlace.find(request.options().pushTo(), settings);
        Optional<String> compare =
                place.map(there -> there.compareUrl(request.base().branch(), pushed.branch()));
        if (place.flatMap(GitHubPlace::token).isEmpty()) {
            compare.ifPresent(url ->
                    progress.say(
                            "GITHUB_TOKEN is not set, so no pull request is opened: open it at "
                                    + url));
            return write(publication(pushed, draft, null, compare, null));
        }
        try {
            PullRequest pull =
                    new PullRequestOpening(place.get(), folder, progress, time)
                            .open(
                                    Optional.ofNullable(request.base().branch()),
                                    new Proposal(
                                            pushed.branch(),
                                            "",
                                            CommitMessage.title(request),
                                            text,
                                            draft),
                                    publishing,
                                    pushed.isNew());
            return write(
                    publication(
                            pushed,
                            draft,
                            new Publication.PullRequest(
                                    Math.toIntExact(pull.number()), pull.page()),
                            compare,
                            null));
        } catch (ForgeException e) {
            String message =
                    redactor.redact(
                            "the branch %s is pushed, and the pull request was not opened: %s; open it at %s, or publish again"
                                    .formatted(
                                            pushed.branch(), e.getMessage(), compare.orElse("")));
            progress.fail(message);
            return write(
                    publication(
                            pushed,
                            draft,
                            null,
                            compare,
                            new ExecutionError(Category.FORGE_ERROR, message)));
        }
    }

    /// Where the base branch stands, when that is not where the execution began.
    private Optional<String> movedBase(Deadline time) {
        String branch = request.base().branch();
        if (branch == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                            address(request.repository(), time)
                                    .head(Optional.of(branch), time)
                                    .commit())
                    .filter(head -> !head.equals(request.base().commit()));
        } catch (GitException | IllegalArgumentException e) {
            progress.warn("where %s stands is not known: %s".formatted(branch, e.getMessage()));
            return Optional.empty();
        }
    }

    private Publication publication(
            Pushed pushed,
            boolean draft,
            Publication.@Nullable PullRequest pullRequest,
            Optional<String> compareUrl,
            @Nullable ExecutionError error) {
        return new Publication(
                request.executionId(),
                pushed.branch(),
                pushed.commit(),
                draft,
                pullRequest,
                compareUrl.orElse(null),
                error,
                seconds());
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
