package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.agent.policy.PublishingSettings;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.github.pull.Proposal;
import dev.pithyjaunt.github.pull.PullRequest;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Publication;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Proposes a pushed branch: writes the pull request's text, and opens it where the branch is on
/// GitHub and there is a token.
final class Proposing {

    private final ExecutionFolder folder;
    private final ExecutionRequest request;
    private final Settings settings;
    private final Progress progress;
    private final Deadline time;

    Proposing(ExecutionFolder folder, Settings settings, Progress progress, Deadline time) {
        this.folder = folder;
        this.request = folder.request();
        this.settings = settings;
        this.progress = progress;
        this.time = time;
    }

    /// @param isNew whether the branch has another commit than before
    record Pushed(String branch, String commit, boolean isNew) {}

    /// The branch stays whatever becomes of the pull request.
    ///
    /// @param seconds that the phase has taken, asked at its end
    Publication propose(
            Report report, PublishingSettings publishing, Pushed pushed, DoubleSupplier seconds) {
        Optional<Evidence> evidence = folder.evidence();
        String text = PullRequestText.of(request, report, evidence, movedBase());
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
            return publication(pushed, draft, null, compare, null, seconds);
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
            return publication(
                    pushed,
                    draft,
                    new Publication.PullRequest(Math.toIntExact(pull.number()), pull.page()),
                    compare,
                    null,
                    seconds);
        } catch (ForgeException e) {
            String message =
                    settings.redactor()
                            .redact(
                                    "the branch %s is pushed, and the pull request was not opened: %s; open it at %s, or publish again"
                                            .formatted(
                                                    pushed.branch(),
                                                    e.getMessage(),
                                                    compare.orElse("")));
            progress.fail(message);
            return publication(
                    pushed,
                    draft,
                    null,
                    compare,
                    new ExecutionError(Category.FORGE_ERROR, message),
                    seconds);
        }
    }

    /// Where the base branch stands, when that is not where the execution began.
    private Optional<String> movedBase() {
        String branch = request.base().branch();
        if (branch == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                            GitHubPlace.address(request.repository(), settings, time)
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
            @Nullable ExecutionError error,
            DoubleSupplier seconds) {
        return new Publication(
                request.executionId(),
                pushed.branch(),
                pushed.commit(),
                draft,
                pullRequest,
                compareUrl.orElse(null),
                error,
                seconds.getAsDouble());
    }
}
