package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.pull.Opening;
import dev.pithyjaunt.github.pull.Proposal;
import dev.pithyjaunt.github.pull.PullRequests;
import dev.pithyjaunt.github.repository.Branch;
import dev.pithyjaunt.github.repository.Contents;
import dev.pithyjaunt.github.repository.FileContent;
import dev.pithyjaunt.github.repository.Repositories;
import dev.pithyjaunt.github.rest.ForgeException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Puts the workflow into the repository, unless it is there. Can be repeated: what was begun is
/// found and gone on with.
final class WorkflowPlacing {

    private static final String MESSAGE =
            """
            Add the workflow of Pithy Jaunt

            It executes tasks on this repository's own runners. './jaunt init' wrote it.
            """;

    private static final int MAX_BRANCHES = 20;

    private final Placing placing;
    private final String text;
    private final Repositories repositories;
    private final Contents contents;
    private final PullRequests pulls;

    /// @param text of the workflow
    /// @param until when the last call must be done
    WorkflowPlacing(GitHub gitHub, Placing placing, String text, Instant until) {
        this.placing = placing;
        this.text = text;
        this.repositories = gitHub.repository(placing.repository(), until);
        this.contents = gitHub.contents(placing.repository(), until);
        this.pulls = gitHub.pullRequests(placing.repository(), until);
    }

    /// @throws ForgeException when GitHub does not take it
    /// @throws IllegalArgumentException when the branch of the pull request is the default one
    Placed place(String defaultBranch) {
        Optional<FileContent> there = contents.find(WorkflowText.PATH, defaultBranch);
        if (there.filter(this::isWanted).isPresent()) {
            return new Placed.There(defaultBranch);
        }
        List<String> difference =
                there.map(file -> WorkflowText.difference(read(file), text)).orElse(List.of());
        return placing.isCommit()
                ? commit(defaultBranch, there, difference)
                : propose(defaultBranch, difference);
    }

    private Placed commit(String branch, Optional<FileContent> there, List<String> difference) {
        if (there.isPresent() && !placing.replaces()) {
            return new Placed.Kept(branch, difference);
        }
        return new Placed.Committed(branch, put(branch, there), difference);
    }

    private Placed propose(String defaultBranch, List<String> difference) {
        if (placing.branch().equals(defaultBranch)) {
            throw new IllegalArgumentException(
                    "--branch %s is the default branch: name another, or use --commit"
                            .formatted(defaultBranch));
        }
        String branch = branch(defaultBranch);
        Optional<FileContent> there = contents.find(WorkflowText.PATH, branch);
        boolean isWritten = there.filter(this::isWanted).isEmpty();
        if (isWritten) {
            put(branch, there);
        }
        Opening opening =
                pulls.open(
                        new Proposal(
                                branch,
                                defaultBranch,
                                MESSAGE.lines().findFirst().orElseThrow(),
                                PullRequestBody.of(difference),
                                false));
        boolean isNew = opening instanceof Opening.Opened || isWritten;
        return new Placed.Proposed(opening.pullRequest(), isNew, difference);
    }

    /// The branch of an open pull request, or one that begins at the default branch: the one of an
    /// earlier pull request that is over would bring its conflicts with it.
    private String branch(String defaultBranch) {
        String head =
                repositories
                        .findBranch(defaultBranch)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "%s has no commit yet: push something first"
                                                .formatted(placing.repository())))
                        .head();
        for (int i = 1; i <= MAX_BRANCHES; i++) {
            String name = i == 1 ? placing.branch() : placing.branch() + "-" + i;
            Optional<Branch> found = repositories.findBranch(name);
            if (found.isEmpty()) {
                repositories.createBranch(name, head);
                return name;
            }
            if (found.get().head().equals(head)
                    || pulls.findOpen(name).isPresent()
                    || pulls.all(name).isEmpty()) {
                return name;
            }
        }
        throw new IllegalArgumentException(
                "%s has %d branches such as %s, all of pull requests that are over: delete some, or give --branch"
                        .formatted(placing.repository(), MAX_BRANCHES, placing.branch()));
    }

    private String put(String branch, Optional<FileContent> replaced) {
        return contents.put(
                WorkflowText.PATH,
                branch,
                text.getBytes(StandardCharsets.UTF_8),
                MESSAGE,
                replaced.map(FileContent::blob));
    }

    private boolean isWanted(FileContent file) {
        return WorkflowText.isSame(read(file), text);
    }

    private static String read(FileContent file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }
}
