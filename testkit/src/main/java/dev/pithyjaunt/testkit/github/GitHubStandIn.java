package dev.pithyjaunt.testkit.github;

import com.sun.net.httpserver.HttpServer;

import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.testkit.TestRepository;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// GitHub on one port of loopback, for real clients: git, `gh`, and whatever speaks REST. It is
/// there in two shapes: directly, as GitHub Enterprise Server is (`/api/v3`, `/api/graphql`,
/// `/owner/name.git`), and as an HTTP proxy behind which `github.localhost` and
/// `api.github.localhost` are. Thread-safe.
public final class GitHubStandIn implements AutoCloseable {

    private final State state;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Faults faults = new Faults();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Keys keys;
    private final IdTokens idTokens;
    private final SignIns signIns;
    private final Contract contract;

    private GitHubStandIn(State state, HttpServer server) {
        this.state = state;
        this.server = server;
        this.keys = new Keys(state);
        this.idTokens = new IdTokens(state, keys);
        this.signIns = new SignIns(state);
        this.contract = Contracts.find();
        Runs runs = new Runs(state, threads, credentials());
        Router router =
                new Router(
                        state,
                        new Gate(state),
                        List.of(
                                RepositoryEndpoints.routes(),
                                ContentEndpoints.routes(),
                                new DispatchEndpoints(state, runs).routes(),
                                ActionEndpoints.routes(),
                                new PullEndpoints(state).routes(),
                                new IssueEndpoints(state).routes(),
                                new AppEndpoints(state, keys).routes()));
        Front front =
                new Front(
                        state,
                        faults,
                        router,
                        new GraphQl(state),
                        idTokens,
                        signIns,
                        contract,
                        closed);
        server.setExecutor(threads);
        server.createContext("/", front::handle);
    }

    /// Starts one with its repositories below a folder.
    public static GitHubStandIn start(Path folder) {
        return start(folder, InstantSource.system());
    }

    /// Starts one with a clock by which tokens end and limits are told.
    public static GitHubStandIn start(Path folder, InstantSource clock) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            GitHubStandIn standIn =
                    new GitHubStandIn(new State(folder.toAbsolutePath(), clock), server);
            server.start();
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException("listening on 127.0.0.1", e);
        }
    }

    private StandInRun.Credentials credentials() {
        return new StandInRun.Credentials() {
            @Override
            public String jobToken(StandInRun run, Map<String, String> permissions) {
                return keys.jobToken(run, permissions).value();
            }

            @Override
            public Map<String, String> idTokenEnvironment(StandInRun run) {
                return idTokens.environment(run, serverUri().toString());
            }
        };
    }

    /// Such as `http://127.0.0.1:40123`; also the proxy's address.
    public URI serverUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Such as `http://127.0.0.1:40123/api/v3`.
    public URI apiUri() {
        return URI.create(serverUri() + "/api/v3");
    }

    /// The `iss` of tokens that jobs get by way of [#serverUri].
    public URI idTokenIssuer() {
        return URI.create(IdTokens.issuer(serverUri().toString()));
    }

    /// What git and `gh` need in their environment to come here as `github.localhost`.
    public Map<String, String> proxyEnvironment() {
        String proxy = serverUri().toString();
        return Map.of("GH_HOST", "github.localhost", "HTTP_PROXY", proxy, "http_proxy", proxy);
    }

    /// Makes an empty repository.
    ///
    /// @param fullName such as `acme/shop`; the owner may do all with it
    public StandInRepository create(String fullName) {
        Path path = prepared(fullName);
        TestRepository bare = new TestRepository(path);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException("creating " + path, e);
        }
        bare.git("init", "--quiet", "--bare", "--initial-branch=main");
        return served(fullName, bare);
    }

    /// Makes one with all branches of another.
    public StandInRepository create(String fullName, TestRepository source) {
        StandInRepository made = served(fullName, source.bareClone(prepared(fullName)));
        return made.defaultBranch(made.bare().git("symbolic-ref", "--short", "HEAD"));
    }

    private Path prepared(String fullName) {
        if (!fullName.matches("[A-Za-z0-9-]+/[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("owner/name is meant, not " + fullName);
        }
        Path path = state.folder().resolve(fullName + ".git");
        try {
            Files.createDirectories(path.resolveSibling("x").getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("creating the folder of " + path, e);
        }
        return path;
    }

    private StandInRepository served(String fullName, TestRepository bare) {
        bare.git("config", "http.receivepack", "true");
        bare.git("config", "uploadpack.allowAnySHA1InWant", "true");
        bare.git("config", "uploadpack.allowFilter", "true");
        bare.git("config", "gc.auto", "0");
        Path hook = bare.path().resolve("hooks/pre-receive");
        try (InputStream in = GitHubStandIn.class.getResourceAsStream("pre-receive")) {
            if (in == null) {
                throw new IllegalStateException("pre-receive is not beside its class");
            }
            Files.createDirectories(hook.getParent());
            Files.write(hook, in.readAllBytes());
            Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + hook, e);
        }
        return state.add(fullName, bare);
    }

    /// Registers a personal access token with scopes.
    ///
    /// @param login whose it is: an owner or a collaborator, or it only reads what is public
    /// @param scopes such as `repo` and `workflow`
    public String classicToken(String login, String... scopes) {
        Set<String> all = Set.of(scopes);
        return state.tokens()
                .add(
                        new Token(
                                Tokens.fresh("ghp_"),
                                TokenKind.CLASSIC,
                                login,
                                all,
                                Token.permissionsOf(all),
                                Set.of(),
                                null))
                .value();
    }

    /// Registers a personal access token with permissions.
    ///
    /// @param permissions `read` or `write` by name, such as `pull_requests`
    /// @param repositories all of its owner's when none is given
    public String fineGrainedToken(
            String login, Map<String, String> permissions, StandInRepository... repositories) {
        return state.tokens()
                .add(
                        new Token(
                                Tokens.fresh("github_pat_"),
                                TokenKind.FINE_GRAINED,
                                login,
                                Set.of(),
                                Token.permissions(permissions),
                                names(repositories),
                                null))
                .value();
    }

    private static Set<String> names(StandInRepository... repositories) {
        return Set.copyOf(List.of(repositories).stream().map(StandInRepository::fullName).toList());
    }

    /// Registers a GitHub App; it is installed nowhere yet.
    public StandInApp app(
            String slug, String owner, RSAPublicKey key, Map<String, String> permissions) {
        StandInApp app = new StandInApp(state.nextId(), slug, owner, key, permissions);
        state.apps().add(app);
        return app;
    }

    /// Registers an OAuth app, by which people sign in elsewhere.
    ///
    /// @param callback to which a browser may be sent back
    public void oauthApp(String clientId, String secret, URI callback) {
        signIns.register(clientId, secret, callback.toString());
    }

    /// Who sits at the browsers that come to sign in, and agrees.
    ///
    /// @param login null: somebody who does not agree
    public void visitor(@Nullable String login) {
        signIns.visitor(login);
    }

    /// A token as an App mints one, for tests that are not about minting.
    public String installationToken(
            StandInApp app, Map<String, String> permissions, StandInRepository... repositories) {
        return keys.installationToken(
                        app,
                        Token.permissions(permissions),
                        names(repositories),
                        Duration.ofHours(1))
                .value();
    }

    public void expire(String token, Instant end) {
        state.tokens().expireAt(token, end);
    }

    public void revoke(String token) {
        state.tokens().revoke(token);
    }

    /// The number that a user has here, and keeps.
    public static long userId(String login) {
        return Views.userId(login);
    }

    /// A webhook to an address, with the secret that its owner set for it.
    public StandInHook hook(URI target, String secret) {
        return new StandInHook(
                target,
                Secret.literal(secret),
                new Views(Addresses.direct(server.getAddress().getPort())));
    }

    /// Who executes runs, each in a thread of its own; without it they stay queued.
    public GitHubStandIn onRun(Consumer<StandInRun> runner) {
        state.runner(runner);
        return this;
    }

    /// Whether dispatches are answered with 204 and no run ever comes.
    public void swallowDispatches(boolean on) {
        state.swallowDispatches(on);
    }

    /// Whether it is an old server, which refuses what it does not know in a dispatch.
    public void oldServer(boolean on) {
        state.oldServer(on);
    }

    /// Orders a fault for the next requests of an endpoint.
    ///
    /// @param template as GitHub's description has it, such as `/repos/{owner}/{repo}/dispatches`,
    ///   `/graphql`, or `/{owner}/{repo}/git-receive-pack`
    public void fault(String method, String template, int times, Fault fault) {
        faults.add(method, template, times, fault);
    }

    /// Has a part of all requests from here on go wrong, by chance.
    ///
    /// @param share from 0, none, to 1, all
    public void moods(double share, long seed, Fault fault) {
        faults.moods(share, seed, fault);
    }

    /// Cuts every connection from here on.
    public void down() {
        faults.down(true);
    }

    public void up() {
        faults.down(false);
    }

    public List<StandInRepository> repositories() {
        return state.repositories();
    }

    /// In order of arrival.
    public List<Dispatched> dispatches() {
        return List.copyOf(state.dispatches());
    }

    /// All requests, in the order in which they were answered.
    public List<Seen> requests() {
        return List.copyOf(state.requests());
    }

    /// How many requests an endpoint had.
    public long requests(String method, String template) {
        return state.requests().stream()
                .filter(seen -> seen.method().equals(method) && seen.template().equals(template))
                .count();
    }

    /// What GitHub has not, or answers otherwise; a test asserts that there is nothing.
    public List<String> violations() {
        return List.copyOf(state.violations());
    }

    /// Whether GitHub's own description is here to check by.
    public boolean isContractChecked() {
        return !(contract instanceof Contracts.Unchecked);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
