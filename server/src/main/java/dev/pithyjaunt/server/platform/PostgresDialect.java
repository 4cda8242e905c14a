package dev.pithyjaunt.server.platform;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Set;

import javax.sql.DataSource;

/// PostgreSQL. `toString` does not tell the password.
///
/// @param url `jdbc:postgresql:…`
record PostgresDialect(String url, @Nullable String user, @Nullable String password)
        implements Dialect {

    private static final int CONNECTIONS = 8;

    /// While one waits for the database, another is prepared.
    private static final int GROUPS = 2;

    /// Connection, resources, operator intervention, system, deadlock, serialisation, lock. Source:
    /// https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57", "58", "40");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /// Reads `postgres://user:password@host:port/database?options` or `jdbc:postgresql:…`.
    ///
    /// @throws IllegalArgumentException when it is neither; the address is not shown, since it may
    ///   hold a password
    static PostgresDialect parse(String databaseUrl) {
        if (databaseUrl.startsWith("jdbc:postgresql:")) {
            return new PostgresDialect(databaseUrl, null, null);
        }
        if (!databaseUrl.matches("postgres(ql)?://.+")) {
            throw new IllegalArgumentException(
                    "DATABASE_URL: expected postgres://user:password@host/database or jdbc:postgresql:…");
        }
        URI uri;
        try {
            uri = URI.create(databaseUrl);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "DATABASE_URL: the password must be percent-encoded where it has characters that an address may not have");
        }
        String[] login =
                uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
        String host = uri.getHost() == null ? "localhost" : uri.getHost();
        String jdbc =
                "jdbc:postgresql://%s%s%s%s"
                        .formatted(
                                host,
                                uri.getPort() < 0 ? "" : ":" + uri.getPort(),
                                uri.getRawPath() == null ? "/" : uri.getRawPath(),
                                uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return new PostgresDialect(
                jdbc,
                login.length > 0 ? decoded(login[0]) : null,
                login.length > 1 ? decoded(login[1]) : null);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public int writers() {
        return CONNECTIONS;
    }

    @Override
    public int groups() {
        return GROUPS;
    }

    @Override
    public DataSource unpooled() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        source.setApplicationName("pithy-jaunt");
        source.setTcpKeepAlive(true);
        // Rows of one batch go as one insert.
        source.setReWriteBatchedInserts(true);
        return source;
    }

    @Override
    public HikariDataSource writerPool() {
        return new HikariDataSource(pool("writer"));
    }

    @Override
    public HikariDataSource readerPool() {
        HikariConfig pool = pool("readers");
        pool.setReadOnly(true);
        // Several selects of one read see one state, as they do on SQLite.
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        return new HikariDataSource(pool);
    }

    private HikariConfig pool(String name) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(unpooled());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(WriterDataSource.PATIENCE.toMillis());
        return pool;
    }

    @Override
    public String forUpdate() {
        return " for update";
    }

    /// Several servers pass over one another's rows (`skip locked`).
    @Override
    public PollingStrategyConfig.Type pollingStrategy() {
        return PollingStrategyConfig.Type.LOCK_AND_FETCH;
    }

    @Override
    public boolean isUnavailable(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && state.length() == 5
                && (UNAVAILABLE_CLASSES.contains(state.substring(0, 2))
                        || state.equals(LOCK_NOT_AVAILABLE));
    }

    @Override
    public String toString() {
        return "PostgreSQL";
    }
}
