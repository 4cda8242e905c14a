package dev.pithyjaunt.runner.init;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What `--json` prints.
///
/// @param workflow `there`, `proposed`, `committed` or `kept`
/// @param branch the default one; of a pull request, the one that it comes from
/// @param isDigestOwn whether this program computed the digest from what it downloaded
/// @param actionsOn whether GitHub Actions run there; absent when the token may not read it
/// @param pullRequestsAllowed whether workflows may open pull requests; absent as above
/// @param secretsToSet by name; one that is set already is left out when the names can be read
/// @param serverRepository the id under which the server has it
/// @param serverProblem why the server could not be asked
/// @param eventSecret only where it was asked for
record InitResult(
        String repository,
        String path,
        String workflow,
        String branch,
        @Nullable String pullRequest,
        @Nullable String commit,
        List<String> difference,
        String archive,
        String sha256,
        boolean isDigestOwn,
        @Nullable Boolean actionsOn,
        @Nullable Boolean pullRequestsAllowed,
        List<String> secretsToSet,
        @Nullable String server,
        @Nullable String serverRepository,
        @Nullable String serverProblem,
        @Nullable String eventSecret) {

    InitResult {
        difference = List.copyOf(difference);
        secretsToSet = List.copyOf(secretsToSet);
    }

    static InitResult of(
            Placing placing,
            Placed placed,
            Program program,
            boolean isDigestOwn,
            Readiness readiness,
            List<String> secretsToSet,
            ServerPart server) {
        String name = placing.repository().toString();
        String branch;
        String workflow;
        String pullRequest = null;
        String commit = null;
        List<String> difference = List.of();
        switch (placed) {
            case Placed.There there -> {
                workflow = "there";
                branch = there.branch();
            }
            case Placed.Proposed proposed -> {
                workflow = "proposed";
                branch = proposed.pullRequest().head();
                pullRequest = proposed.pullRequest().page();
                difference = proposed.difference();
            }
            case Placed.Committed committed -> {
                workflow = "committed";
                branch = committed.branch();
                commit = committed.commit();
                difference = committed.difference();
            }
            case Placed.Kept kept -> {
                workflow = "kept";
                branch = kept.branch();
                difference = kept.difference();
            }
        }
        return new InitResult(
                name,
                WorkflowText.PATH,
                workflow,
                branch,
                pullRequest,
                commit,
                difference,
                program.archive().toString(),
                program.sha256(),
                isDigestOwn,
                readiness.areActionsOn().orElse(null),
                readiness.mayOpenPullRequests().orElse(null),
                secretsToSet,
                server.address(),
                server.repositoryId(),
                server.problem(),
                server.eventSecret());
    }

    /// Hides the secret.
    @Override
    public String toString() {
        return "InitResult[%s, %s]".formatted(repository, workflow);
    }
}
