package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.agent.policy.PublishingSettings;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.pull.Proposal;
import dev.pithyjaunt.github.pull.PullRequest;
import dev.pithyjaunt.github.pull.PullRequests;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Progress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Sees to it that the branch has one open pull request: the one that is there, or a new one, by
/// `gh` where the machine has it, else by the API. What was merged or closed before is left alone.
final class PullRequestOpening {

    private final GitHubPlace place;
    private final ExecutionFolder folder;
    private final Progress progress;
    private final Deadline deadline;

    PullRequestOpening(
            GitHubPlace place, ExecutionFolder folder, Progress progress, Deadline deadline) {
        this.place = place;
        this.folder = folder;
        this.progress = progress;
        this.deadline = deadline;
    }

    /// @param base the branch to merge into; absent for the default one
    /// @param isNew whether the branch has another commit than before
    /// @throws ForgeException when GitHub does not take it, with its own words
    PullRequest open(
            Optional<String> base, Proposal text, PublishingSettings settings, boolean isNew) {
        String token = place.token().orElseThrow();
        try (GitHub gitHub = gitHub(token)) {
            PullRequests pulls = gitHub.pullRequests(place.name(), deadline.at());
            Optional<PullRequest> there = pulls.findOpen(text.head());
            if (there.isPresent()) {
                PullRequest found = there.get();
                progress.say("pull request %d is open".formatted(found.number()));
                return isNew
                        ? pulls.update(found.number(), title(text, found), text.body())
                        : found;
            }
            Proposal proposal =
                    new Proposal(
                            text.head(),
                            base.orElseGet(() ->
                                    gitHub.repository(place.name(), deadline.at())
                                            .get()
                                            .defaultBranch()),
                            text.title(),
                            text.body(),
                            text.isDraft());
            PullRequest opened =
                    byGh(token, proposal, pulls).orElseGet(() -> byApi(pulls, proposal));
            progress.say("opened pull request %d: %s".formatted(opened.number(), opened.page()));
            addPeople(pulls, opened, settings);
            return opened;
        }
    }

    /// One that was opened as ready can't be made a draft by this API: its title says it.
    private String title(Proposal text, PullRequest found) {
        if (!text.isDraft() || found.isDraft()) {
            return text.title();
        }
        progress.warn(
                "pull request %d is not a draft and should be one by now"
                        .formatted(found.number()));
        return "[Draft] " + text.title();
    }

    private GitHub gitHub(String token) {
        return new GitHub(
                place.address(),
                new Credential.Token(token),
                Proxies.from(System.getenv()),
                Timing.standard(),
                wait ->
                        progress.say(
                                "%s: waiting %d s for GitHub"
                                        .formatted(wait.what(), wait.length().toSeconds())));
    }

    private Optional<PullRequest> byGh(String token, Proposal proposal, PullRequests pulls) {
        GhProgram gh = new GhProgram(place.address(), token, deadline);
        if (!gh.isUsable()) {
            return Optional.empty();
        }
        Path scratch = folder.work("gh");
        try {
            Files.createDirectories(scratch);
            Optional<String> said = gh.open(place.name(), proposal, folder.pullRequest(), scratch);
            said.ifPresent(words -> progress.warn("gh did not open a pull request: " + words));
            // Also when it failed: it may have failed after it.
            return pulls.findOpen(proposal.head());
        } catch (IOException e) {
            throw new UncheckedIOException("making " + scratch, e);
        } finally {
            folder.discard("gh");
        }
    }

    /// Where the plan of a repository has no drafts, the title says it.
    private PullRequest byApi(PullRequests pulls, Proposal proposal) {
        try {
            return pulls.open(proposal).pullRequest();
        } catch (ForgeException e) {
            if (!proposal.isDraft() || !e.getMessage().contains("Draft pull requests")) {
                throw e;
            }
            progress.warn("this repository has no draft pull requests: " + e.getMessage());
            return pulls.open(
                            new Proposal(
                                    proposal.head(),
                                    proposal.base(),
                                    "[Draft] " + proposal.title(),
                                    proposal.body(),
                                    false))
                    .pullRequest();
        }
    }

    private void addPeople(PullRequests pulls, PullRequest pull, PublishingSettings settings) {
        if (!settings.labels().isEmpty()) {
            orSay("labels", pulls, all -> all.label(pull.number(), settings.labels()));
        }
        if (!settings.reviewers().isEmpty() || !settings.teamReviewers().isEmpty()) {
            orSay(
                    "reviewers",
                    pulls,
                    all ->
                            all.requestReview(
                                    pull.number(), settings.reviewers(), settings.teamReviewers()));
        }
    }

    /// The pull request is there, whatever becomes of these.
    private void orSay(String what, PullRequests pulls, Consumer<PullRequests> act) {
        try {
            act.accept(pulls);
        } catch (ForgeException e) {
            progress.warn("%s: %s".formatted(what, e.getMessage()));
        }
    }
}
