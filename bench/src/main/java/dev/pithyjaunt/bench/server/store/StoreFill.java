package dev.pithyjaunt.bench.server.store;

import dev.pithyjaunt.protocol.Id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Fills a server's tables with tasks of many people and repositories, as some days leave them: one
/// execution each, which ended, with its log, its calls and its files but the transcript.
final class StoreFill implements AutoCloseable {

    private static final int PEOPLE = 20;
    private static final int REPOSITORIES = 47;

    /// Of the person who has few.
    private static final int FEW = 20;

    private static final int TASKS_OF_A_COMMIT = 500;
    private static final Duration DAYS = Duration.ofDays(6);

    private final Connection connection;
    private final Batch accounts;
    private final Batch tokens;
    private final Batch repositories;
    private final Batch tasks;
    private final ExecutionRows executions;
    private final LogRows logs;
    private final long now;

    /// @param now epoch milliseconds, when all is over
    StoreFill(Connection connection, long now) throws SQLException {
        this.connection = connection;
        this.now = now;
        connection.setAutoCommit(false);
        accounts = new Batch(connection, "account", "id, name, role, created_at");
        tokens = new Batch(connection, "api_token", "id, account_id, name, hash, created_at");
        repositories =
                new Batch(
                        connection,
                        "repository",
                        "id, owner_id, name, url, default_branch, valid, checks_allowed,"
                                + " created_at, updated_at, backend");
        tasks =
                new Batch(
                        connection,
                        "task",
                        "id, owner_id, repository_id, title, description, status, created_at,"
                                + " updated_at, priority");
        executions = new ExecutionRows(connection);
        logs = new LogRows(connection);
    }

    Filled fill(LogSizes sizes) throws SQLException {
        List<Place> places = places();
        String token = "pj_" + Id.next();
        Place few = few(token);
        int count = sizes.lines().size();
        int every = Math.max(2, count / FEW);
        List<String> ids = new ArrayList<>(count);
        List<Ended> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long millis = now - DAYS.toMillis() / count * (count - i);
            Place place = i % every == every - 1 ? few : places.get(i % places.size());
            Ended ended = Ended.of(i, place, sizes.lines().get(i), millis);
            ids.add(ended.taskId());
            some.add(ended);
            if (some.size() == TASKS_OF_A_COMMIT || i == count - 1) {
                add(some);
                some.clear();
            }
        }
        return new Filled(
                ids, places.stream().map(Place::repository).toList(), token, logs.chunks());
    }

    private List<Place> places() throws SQLException {
        List<String> people = new ArrayList<>(List.of(administrator()));
        while (people.size() < PEOPLE) {
            people.add(person());
        }
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < REPOSITORIES; i++) {
            places.add(place(people.get(i % people.size())));
        }
        return places;
    }

    private String administrator() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery("select account_id from api_token")) {
            set.next();
            return set.getString(1);
        }
    }

    private String person() throws SQLException {
        String id = Id.next();
        accounts.add(id, "person-" + id, "user", now);
        accounts.flush();
        return id;
    }

    private Place few(String token) throws SQLException {
        String person = person();
        tokens.add(Id.next(), person, "bench", hash(token), now);
        tokens.flush();
        return place(person);
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

    private Place place(String owner) throws SQLException {
        String id = Id.next();
        repositories.add(
                id,
                owner,
                "bench/" + id,
                "https://github.com/bench/" + id + ".git",
                "main",
                true,
                false,
                now,
                now,
                "github_actions");
        repositories.flush();
        return new Place(owner, id);
    }

    /// What others refer to comes first.
    private void add(List<Ended> some) throws SQLException {
        for (Ended ended : some) {
            task(ended);
        }
        tasks.flush();
        executions.add(some);
        for (Ended ended : some) {
            logs.add(ended.id(), ended.lines(), ended.began());
        }
        logs.flush();
        connection.commit();
    }

    private void task(Ended ended) throws SQLException {
        String what = "Say how many bytes part %d may have".formatted(ended.number());
        tasks.add(
                ended.taskId(),
                ended.place().owner(),
                ended.place().repository(),
                what,
                what
                        + ", where it is read.\nAdd a test that fails without it, and name the"
                        + " limit in the message.\n",
                Ended.word(ended.outcome().taskStatus()),
                ended.began(),
                ended.ended(),
                ended.isUrgent() ? "high" : "normal");
    }

    @Override
    public void close() throws SQLException {
        accounts.close();
        tokens.close();
        repositories.close();
        tasks.close();
        executions.close();
        logs.close();
        connection.setAutoCommit(true);
    }
}
