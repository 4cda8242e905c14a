package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.github.access.Need;
import dev.pithyjaunt.github.access.Possession;
import dev.pithyjaunt.github.access.Standing;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a token must be allowed, in our words and GitHub's.
public final class Permissions {

    private Permissions() {}

    /// Those that putting the file there takes and that the token is known to lack.
    static List<String> missing(Standing.Accepted standing, boolean isCommit) {
        Stream<Need> needs =
                isCommit
                        ? Stream.of(Need.CONTENTS_WRITE, Need.WORKFLOWS)
                        : Stream.of(Need.CONTENTS_WRITE, Need.PULL_REQUESTS_WRITE, Need.WORKFLOWS);
        return needs.filter(need -> standing.possessions().get(need) == Possession.LACKS)
                .map(Permissions::words)
                .toList();
    }

    /// Of which permission a refusal speaks; empty when it is about something else. GitHub answers
    /// a classic token as if the place did not exist.
    static Optional<String> missing(ForgeException refused) {
        boolean writes = refused.getMessage().startsWith("writing ");
        if (refused.kind() == Kind.FORBIDDEN || (refused.kind() == Kind.NOT_FOUND && writes)) {
            return Optional.of(
                    words(
                            writes
                                    ? Need.WORKFLOWS
                                    : refused.getMessage().startsWith("opening ")
                                            ? Need.PULL_REQUESTS_WRITE
                                            : Need.CONTENTS_WRITE));
        }
        return Optional.empty();
    }

    /// A permission, as people find it in GitHub's settings of tokens.
    public static String words(Need need) {
        return switch (need) {
            case CONTENTS_WRITE ->
                    "it may not push branches (fine-grained token: Contents, Read and write; classic: repo)";
            case PULL_REQUESTS_WRITE ->
                    "it may not open pull requests (fine-grained token: Pull requests, Read and write; classic: repo)";
            case WORKFLOWS ->
                    "it may not change workflow files (fine-grained token: Workflows, Read and write; classic: workflow)";
            case ACTIONS_READ ->
                    "it may not look at runs (fine-grained token: Actions, Read-only; classic: repo)";
            case ACTIONS_WRITE ->
                    "it may not start or cancel runs (fine-grained token: Actions, Read and write; classic: repo)";
        };
    }
}
