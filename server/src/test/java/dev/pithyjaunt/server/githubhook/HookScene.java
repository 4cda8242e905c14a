package dev.pithyjaunt.server.githubhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.github.pull.Proposal;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Page;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.PullRequest;
import dev.pithyjaunt.testkit.github.StandInHook;
import dev.pithyjaunt.testkit.github.StandInHook.Issue;
import dev.pithyjaunt.testkit.github.StandInHook.Receipt;
import dev.pithyjaunt.testkit.github.StandInRepository;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A server that GitHub's stand-in tells what happens, with repositories on it that a person
/// connected.
public final class HookScene implements AutoCloseable {

    static final String SECRET = "the secret of GitHub's webhooks";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public final GitHubStandIn gitHub;
    public final TestServer server;
    final StandInHook hook;
    private final TestRepository source;

    public HookScene(DatabaseKind kind, Path folder) {
        gitHub = GitHubStandIn.start(folder.resolve("github"));
        source = TestRepository.create(folder.resolve("checkout"));
        source.write("greet.sh", "echo hello\n");
        source.commit("base");
        server =
                new TestServer(
                        kind,
                        folder.resolve("server"),
                        Map.of(
                                "GITHUB_APP_WEBHOOK_SECRET", SECRET,
                                "GITHUB_SERVER_URL", gitHub.serverUri().toString(),
                                "GITHUB_TOKEN", gitHub.classicToken("acme", "repo", "workflow"),
                                "JAUNT_HOSTS", gitHub.serverUri().getAuthority()));
        hook = gitHub.hook(server.address().resolve("/api/webhook/github"), SECRET);
    }

    /// A new one, in which ada may write and eve may not.
    public StandInRepository repository() {
        return gitHub.create("acme/shop-" + Id.next(), source).collaborator("ada", "write");
    }

    public ConnectedRepository connect(Person owner, StandInRepository repository) {
        return server.bean(RepositoryStore.class)
                .add(
                        new ConnectedRepository(
                                Id.next(),
                                owner.account().id(),
                                repository.fullName(),
                                gitHub.serverUri() + "/" + repository.fullName() + ".git",
                                "main",
                                true,
                                null,
                                false,
                                null,
                                ConnectedRepository.Backend.GITHUB_ACTIONS,
                                server.now(),
                                server.now()));
    }

    /// One that publish would open for the task.
    public PullRequest pullRequest(StandInRepository repository, Task task) {
        return pullRequest(repository, "pj/" + task.id());
    }

    PullRequest pullRequest(StandInRepository repository, String branch) {
        TestRepository bare = repository.bare();
        String base = bare.git("rev-parse", "main");
        String commit =
                bare.git(
                        "-c",
                        "user.name=t",
                        "-c",
                        "user.email=t@example.org",
                        "commit-tree",
                        base + "^{tree}",
                        "-p",
                        base,
                        "-m",
                        branch);
        bare.git("update-ref", "refs/heads/" + branch, commit);
        var forge = server.bean(Forge.class);
        var name = forge.name(gitHub.serverUri() + "/" + repository.fullName()).orElseThrow();
        var _ =
                forge.gitHub()
                        .orElseThrow()
                        .pullRequests(name, server.now().plusSeconds(30))
                        .open(new Proposal(branch, "main", "T", "B", false));
        return repository.pullRequests().getLast();
    }

    /// An execution whose runner told of a pull request and has not ended.
    public Execution published(Person owner, Task task, long number) {
        Execution execution = server.execution(owner, task, null);
        return server.bean(ExecutionStore.class)
                .change(
                        execution.id(),
                        found ->
                                found.published(
                                        new Execution.Result(
                                                "pj/" + task.id(),
                                                "a".repeat(40),
                                                null,
                                                number,
                                                null)));
    }

    public @Nullable PullRequestState state(Execution execution) {
        return server.bean(ExecutionStore.class)
                .find(execution.id())
                .orElseThrow()
                .result()
                .prState();
    }

    static Issue issue(int number, String updatedAt) {
        return new Issue(
                number, "Greet the world", "It says hello.", true, false, false, updatedAt);
    }

    List<Task> tasks(Person owner) {
        return server.bean(TaskStore.class)
                .list(owner.account(), TaskStore.Filter.NONE, new Page.Request(null, 100))
                .items();
    }

    long count(String table, String where) {
        return server.bean(Database.class)
                .read(sql ->
                        sql.sql("select count(*) from " + table + " where " + where)
                                .query(Long.class)
                                .single());
    }

    static void assertTaken(Receipt receipt, String result, String reason) {
        assertThat(receipt)
                .isEqualTo(
                        new Receipt(
                                202,
                                "{\"result\":\"%s\",\"reason\":\"%s\"}".formatted(result, reason)));
    }

    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        hook.close();
        server.close();
        gitHub.close();
    }
}
