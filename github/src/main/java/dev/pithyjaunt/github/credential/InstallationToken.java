package dev.pithyjaunt.github.credential;

import dev.pithyjaunt.github.rest.Bearer;
import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.Fields;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Rest;
import dev.pithyjaunt.github.rest.Session;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/// The tokens that an app gets for one repository, one after the other. Each is kept until shortly
/// before it ends, and is good for that repository and the named permissions alone.
final class InstallationToken implements Bearer {

    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Rest rest;
    private final AppToken app;
    private final RepositoryName repository;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicReference<@Nullable Minted> minted = new AtomicReference<>();

    /// @param permissions that it has
    private record Minted(String value, Instant end, Map<String, String> permissions) {}

    InstallationToken(Rest rest, AppToken app, RepositoryName repository) {
        this.rest = rest;
        this.app = app;
        this.repository = repository;
    }

    @Override
    public String account() {
        return "%s at %s".formatted(app.account(), repository);
    }

    @Override
    public String token(Instant until) {
        return current(until).value();
    }

    /// What the token may do, as GitHub said when it gave it: names to `read` or `write`.
    Map<String, String> permissions(Instant until) {
        return current(until).permissions();
    }

    @Override
    public boolean renew(String refused) {
        minted.getAndUpdate(known -> known != null && known.value().equals(refused) ? null : known);
        return true;
    }

    private Minted current(Instant until) {
        return findGood().orElseGet(() -> mintInTurn(until));
    }

    private Optional<Minted> findGood() {
        Instant now = rest.timing().clock().instant();
        return Optional.ofNullable(minted.get())
                .filter(known -> now.isBefore(known.end().minus(MARGIN)));
    }

    /// One thread gets a token for all. Another may wait for it as long as its own time lasts:
    /// after that, its own call says that there was none.
    private Minted mintInTurn(Instant until) {
        Session session = new Session(rest, app, until);
        if (!session.tryLock(turn)) {
            return mint(session);
        }
        try {
            Minted known = findGood().orElseGet(() -> mint(session));
            minted.set(known);
            return known;
        } finally {
            turn.unlock();
        }
    }

    private Minted mint(Session session) {
        long installation =
                session.send(
                                Call.get(
                                        "finding the app's installation for " + repository,
                                        repository.path() + "/installation"))
                        .fields()
                        .number("id");
        Call call =
                Call.post(
                                "getting a token of the app's installation for " + repository,
                                "/app/installations/" + installation + "/access_tokens",
                                narrowing())
                        .repeatable();
        Fields answer = session.send(call).fields();
        return new Minted(answer.text("token"), answer.time("expires_at"), permissions(answer));
    }

    private ObjectNode narrowing() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.putArray("repositories").add(repository.name());
        if (!app.app().permissions().isEmpty()) {
            ObjectNode permissions = body.putObject("permissions");
            new TreeMap<>(app.app().permissions()).forEach(permissions::put);
        }
        return body;
    }

    private static Map<String, String> permissions(Fields answer) {
        Map<String, String> all = new TreeMap<>();
        answer.findObject("permissions")
                .ifPresent(granted ->
                        granted.names()
                                .forEach(name ->
                                        granted.findText(name)
                                                .ifPresent(level -> all.put(name, level))));
        return Map.copyOf(all);
    }
}
