package dev.pithyjaunt.github;

import dev.pithyjaunt.github.access.Access;
import dev.pithyjaunt.github.actions.ActionsSettings;
import dev.pithyjaunt.github.actions.Dispatches;
import dev.pithyjaunt.github.actions.Runs;
import dev.pithyjaunt.github.credential.Bearers;
import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.issue.IssueComments;
import dev.pithyjaunt.github.pull.PullRequests;
import dev.pithyjaunt.github.repository.Contents;
import dev.pithyjaunt.github.repository.Repositories;
import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Rest;
import dev.pithyjaunt.github.rest.Session;
import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.github.rest.Wait;
import dev.pithyjaunt.protocol.proxy.Proxies;

import java.time.Instant;
import java.util.function.Consumer;

/// One GitHub, asked with one credential. Many threads may use it; writes of all of them go one
/// after the other, as GitHub asks for, so there should be one for each credential.
///
/// Each method gives calls that must be done until a time, waits for limits and retries included.
/// Every call throws [ForgeException] when it does not bring what it is for, and
/// `CancellationException` when its thread is interrupted.
public final class GitHub implements AutoCloseable {

    private final Rest rest;
    private final Bearers bearers;

    /// @param listener hears of waits before they begin, on the thread that waits
    public GitHub(
            GitHubAddress address,
            Credential credential,
            Proxies proxies,
            Timing timing,
            Consumer<Wait> listener) {
        this.rest = new Rest(address, proxies, timing, listener);
        this.bearers = new Bearers(rest, credential);
    }

    /// By the wall clock, and nobody hears of waits.
    public GitHub(GitHubAddress address, Credential credential, Proxies proxies) {
        this(address, credential, proxies, Timing.standard(), _ -> {});
    }

    public GitHubAddress address() {
        return rest.address();
    }

    public Repositories repository(RepositoryName name, Instant until) {
        return new Repositories(session(name, until), name);
    }

    public Contents contents(RepositoryName name, Instant until) {
        return new Contents(session(name, until), name);
    }

    public Dispatches dispatches(RepositoryName name, Instant until) {
        return new Dispatches(session(name, until), name);
    }

    public Runs runs(RepositoryName name, Instant until) {
        return new Runs(session(name, until), name);
    }

    public ActionsSettings actionsSettings(RepositoryName name, Instant until) {
        return new ActionsSettings(session(name, until), name);
    }

    public PullRequests pullRequests(RepositoryName name, Instant until) {
        return new PullRequests(session(name, until), name);
    }

    public IssueComments issueComments(RepositoryName name, Instant until) {
        return new IssueComments(session(name, until), name);
    }

    public Access access(Instant until) {
        return new Access(rest, bearers, until);
    }

    /// A token that git can be given as the password of `x-access-token`. It is a secret, and may
    /// end five minutes from now.
    public String token(RepositoryName name, Instant until) {
        return bearers.of(name).token(until);
    }

    private Session session(RepositoryName name, Instant until) {
        return new Session(rest, bearers.of(name), until);
    }

    @Override
    public void close() {
        rest.close();
    }
}
