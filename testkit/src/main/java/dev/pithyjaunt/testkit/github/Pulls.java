package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// The rules of pull requests, whichever way they are asked for.
final class Pulls {

    private static final int MAX_BODY = 65_536;
    private static final int MAX_TITLE = 256;

    private final InstantSource clock;

    Pulls(InstantSource clock) {
        this.clock = clock;
    }

    /// What somebody asks for.
    ///
    /// @param head a branch, or `owner:branch`
    record Wanted(String title, @Nullable String body, String head, String base, boolean draft) {}

    PullRequest create(StandInRepository repository, Token token, Wanted wanted) {
        if (token.kind() == TokenKind.JOB && !repository.actions().canApprovePullRequestReviews()) {
            throw new Refused(
                    403, "GitHub Actions is not permitted to create or approve pull requests.");
        }
        if (wanted.title().isBlank()) {
            throw Refused.invalid("PullRequest", "title", "missing_field");
        }
        checkTexts(wanted.title(), wanted.body());
        String head = branchOf(repository, wanted.head());
        String headCommit =
                repository
                        .branch(head)
                        .orElseThrow(() -> Refused.invalid("PullRequest", "head", "invalid"));
        String baseCommit =
                repository
                        .branch(wanted.base())
                        .orElseThrow(() -> Refused.invalid("PullRequest", "base", "invalid"));
        synchronized (repository.pulls()) {
            if (repository.pulls().values().stream()
                    .anyMatch(p -> isSame(p, head, wanted.base()))) {
                throw Refused.custom(
                        "PullRequest",
                        "A pull request already exists for %s:%s."
                                .formatted(repository.owner(), head));
            }
            if (repository
                    .git()
                    .run("rev-list", "--count", baseCommit + ".." + headCommit)
                    .equals("0")) {
                throw Refused.custom(
                        "PullRequest",
                        "No commits between %s and %s".formatted(wanted.base(), head));
            }
            int number = repository.nextNumber();
            Instant now = clock.instant();
            PullRequest made =
                    new PullRequest(
                            number,
                            wanted.title(),
                            wanted.body(),
                            head,
                            wanted.base(),
                            headCommit,
                            baseCommit,
                            wanted.draft(),
                            token.login(),
                            "open",
                            null,
                            List.of(),
                            List.of(),
                            List.of(),
                            now,
                            now);
            repository.pulls().put(number, made);
            return made;
        }
    }

    private static boolean isSame(PullRequest pull, String head, String base) {
        return pull.isOpen() && pull.head().equals(head) && pull.base().equals(base);
    }

    private static String branchOf(StandInRepository repository, String head) {
        int colon = head.indexOf(':');
        if (colon < 0) {
            return head;
        }
        if (!head.substring(0, colon).equals(repository.owner())) {
            throw Refused.invalid("PullRequest", "head", "invalid");
        }
        return head.substring(colon + 1);
    }

    private static void checkTexts(String title, @Nullable String body) {
        if (title.codePointCount(0, title.length()) > MAX_TITLE) {
            throw Refused.custom(
                    "PullRequest", "title is too long (maximum is " + MAX_TITLE + " characters)");
        }
        if (body != null && body.codePointCount(0, body.length()) > MAX_BODY) {
            throw Refused.custom(
                    "PullRequest", "body is too long (maximum is " + MAX_BODY + " characters)");
        }
    }

    static void checkComment(String body) {
        if (body.codePointCount(0, body.length()) > MAX_BODY) {
            throw Refused.custom(
                    "IssueComment", "body is too long (maximum is " + MAX_BODY + " characters)");
        }
    }

    /// One by its number, with what its branch points to at this moment.
    PullRequest get(StandInRepository repository, String number) {
        PullRequest pull =
                number.matches("[0-9]{1,9}")
                        ? repository.pulls().get(Integer.valueOf(number))
                        : null;
        if (pull == null) {
            throw Refused.notFound();
        }
        return fresh(repository, pull);
    }

    List<PullRequest> all(StandInRepository repository) {
        return repository.pulls().descendingMap().values().stream()
                .map(pull -> fresh(repository, pull))
                .toList();
    }

    private static PullRequest fresh(StandInRepository repository, PullRequest pull) {
        String now = pull.isOpen() ? repository.branch(pull.head()).orElse("") : "";
        if (now.isEmpty() || now.equals(pull.headCommit())) {
            return pull;
        }
        PullRequest.Draft draft = pull.change();
        draft.headCommit = now;
        return draft.at(pull.updatedAt());
    }

    PullRequest change(
            StandInRepository repository, String number, Consumer<PullRequest.Draft> change) {
        synchronized (repository.pulls()) {
            PullRequest.Draft draft = get(repository, number).change();
            change.accept(draft);
            checkTexts(draft.title, draft.body);
            PullRequest changed = draft.at(clock.instant());
            repository.pulls().put(changed.number(), changed);
            return changed;
        }
    }

    /// Merges it in git.
    ///
    /// @param expected the head that it must have; null for any
    /// @return the commit that the base branch then points to
    String merge(
            StandInRepository repository, String number, @Nullable String expected, Merge how) {
        synchronized (repository.pulls()) {
            PullRequest pull = get(repository, number);
            if (expected != null && !expected.equals(pull.headCommit())) {
                throw new Refused(409, "Head branch was modified. Review and try the merge again.");
            }
            String base = repository.branch(pull.base()).orElseThrow(Refused::notFound);
            if (!pull.isOpen() || pull.draft()) {
                throw new Refused(
                        405,
                        pull.draft()
                                ? "Pull Request is still a draft"
                                : "Pull Request is not mergeable");
            }
            String tree =
                    repository
                            .git()
                            .mergedTree(base, pull.headCommit())
                            .orElseThrow(() -> new Refused(405, "Pull Request is not mergeable"));
            String commit = how.commit(repository, pull, base, tree);
            if (!repository.git().update("refs/heads/" + pull.base(), commit, base)) {
                throw new Refused(405, "Base branch was modified. Review and try the merge again.");
            }
            change(
                    repository,
                    number,
                    draft -> {
                        draft.state = "closed";
                        draft.mergeCommit = commit;
                    });
            return commit;
        }
    }

    /// How a merge is written.
    ///
    /// @param method `merge` or `squash`
    record Merge(String method, String title, String message) {

        private String commit(
                StandInRepository repository, PullRequest pull, String base, String tree) {
            String text = message.isEmpty() ? title : title + "\n\n" + message;
            return switch (method) {
                case "merge" ->
                        repository
                                .git()
                                .run(
                                        "commit-tree",
                                        tree,
                                        "-p",
                                        base,
                                        "-p",
                                        pull.headCommit(),
                                        "-m",
                                        text);
                case "squash" -> repository.git().run("commit-tree", tree, "-p", base, "-m", text);
                default ->
                        throw new Refused(405, "Rebase merges are not allowed on this repository.");
            };
        }
    }
}
