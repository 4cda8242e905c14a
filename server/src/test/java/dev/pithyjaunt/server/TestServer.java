package dev.pithyjaunt.server;

import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/// A whole server in this process, on a port of loopback, whose clock a test can set ahead.
public final class TestServer implements AutoCloseable {

    public static final String MASTER_SECRET = "the master of all secrets";

    /// Of no server but tests'.
    public static final String SECRET_KEY = "dGVzdHMgYW5kIG5vdGhpbmcgZWxzZSB1c2UgdGhpcyE=";

    private final ConfigurableApplicationContext context;
    private volatile Duration ahead = Duration.ZERO;

    public TestServer(DatabaseKind kind, Path folder) {
        this(kind, folder, Map.of());
    }

    public TestServer(DatabaseKind kind, Path folder, Map<String, String> more) {
        Map<String, String> values = new java.util.HashMap<>(more);
        values.put("GITHUB_WEBHOOK_SECRET", MASTER_SECRET);
        values.putIfAbsent("JAUNT_SECRET_KEY", SECRET_KEY);
        Settings settings = kind.settings(folder, values);
        InstantSource clock = () -> InstantSource.system().instant().plus(ahead);
        SpringApplication application = new SpringApplication(Server.class);
        application.setMainApplicationClass(Server.class);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(
                Map.of("server.address", settings.host(), "server.port", settings.port()));
        application.addInitializers((GenericApplicationContext beans) -> {
            beans.registerBean(Settings.class, () -> settings);
            beans.registerBean(
                    "settableClock",
                    InstantSource.class,
                    () -> clock,
                    definition -> definition.setPrimary(true));
            beans.registerBean(
                    "hurriedTiming",
                    Timing.class,
                    TestServer::hurried,
                    definition -> definition.setPrimary(true));
        });
        context = application.run();
    }

    /// GitHub's stand-in takes writes without a second between them.
    private static Timing hurried() {
        Timing standard = Timing.standard();
        return new Timing(
                standard.clock(),
                standard.pause(),
                standard.random(),
                Duration.ZERO,
                standard.requestLimit());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public URI address() {
        return bean(ServerAddress.class).local();
    }

    public Instant now() {
        return bean(InstantSource.class).instant();
    }

    public void setAhead(Duration duration) {
        ahead = duration;
    }

    /// An account and the API token it has.
    public record Person(Account account, String token) {}

    public Person member() {
        return person(Account.Role.USER);
    }

    public Person administrator() {
        return person(Account.Role.ADMINISTRATOR);
    }

    private Person person(Account.Role role) {
        String id = Id.next();
        Account account = bean(AccountStore.class).add(new Account(id, "name-" + id, role, now()));
        String token = "pj_" + Id.next();
        bean(Database.class)
                .write(sql ->
                        sql.sql(
                                        """
                                        insert into api_token
                                            (id, account_id, name, hash, created_at)
                                        values (:id, :account, 'test', :hash, 0)
                                        """)
                                .param("id", Id.next())
                                .param("account", id)
                                .param("hash", hash(token))
                                .update());
        return new Person(account, token);
    }

    public void revoke(Person person) {
        bean(Database.class)
                .write(sql ->
                        sql.sql("delete from api_token where account_id = :id")
                                .param("id", person.account().id())
                                .update());
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public ConnectedRepository repository(Person owner) {
        return bean(RepositoryStore.class)
                .add(
                        new ConnectedRepository(
                                Id.next(),
                                owner.account().id(),
                                "owner/name",
                                "https://github.com/owner/" + Id.next() + ".git",
                                "main",
                                true,
                                null,
                                false,
                                null,
                                ConnectedRepository.Backend.LOCAL,
                                now(),
                                now()));
    }

    public Task task(Person owner, ConnectedRepository repository) {
        return bean(TaskStore.class)
                .add(
                        Task.create(
                                owner.account().id(),
                                repository.id(),
                                "",
                                new TaskText("Add a door"),
                                now()));
    }

    /// A dispatched execution.
    ///
    /// @param secret of its own; absent: the repository's
    public Execution execution(Person owner, Task task, @Nullable String secret) {
        Execution waiting =
                bean(Executions.class)
                        .begin(
                                owner.account(),
                                task.id(),
                                // The local backend would take one of its own for lost.
                                Execution.Method.GITHUB_ACTIONS,
                                secret);
        return bean(ExecutionStore.class)
                .change(
                        waiting.id(),
                        found ->
                                found.dispatched(
                                        new Execution.Base("main", null),
                                        now().plus(Duration.ofMinutes(10))));
    }

    @Override
    public void close() {
        context.close();
    }
}
