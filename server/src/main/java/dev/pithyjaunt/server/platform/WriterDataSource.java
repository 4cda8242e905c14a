package dev.pithyjaunt.server.platform;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The connections that write, handed out in the order in which they were asked for, one a thread.
/// Without the order, writers of SQLite starve for seconds; a second connection of the same thread
/// would wait for the first for ever.
final class WriterDataSource extends DelegatingDataSource {

    /// How long a writer waits for its turn.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// When one of these fails, the connection is in no known state: sqlite-jdbc counts as begun a
    /// transaction whose begin the database refused, and would commit the next one piece by piece.
    private static final Set<String> BOUNDARIES = Set.of("setAutoCommit", "commit", "rollback");

    private final HikariDataSource pool;
    private final Semaphore turns;
    private final Set<Thread> holders = ConcurrentHashMap.newKeySet();

    WriterDataSource(HikariDataSource pool, int connections) {
        super(pool);
        this.pool = pool;
        turns = new Semaphore(connections, true);
    }

    /// @throws IllegalStateException when this thread holds one already
    /// @throws SQLTransientConnectionException when none became free in time
    @Override
    public Connection getConnection() throws SQLException {
        Thread holder = Thread.currentThread();
        if (holders.contains(holder)) {
            throw new IllegalStateException(
                    "this thread holds a connection that writes; it may not take a second one");
        }
        awaitTurn();
        try {
            Connection connection = super.getConnection();
            holders.add(holder);
            return returning(connection, holder);
        } catch (SQLException | RuntimeException e) {
            turns.release();
            throw e;
        }
    }

    private void awaitTurn() throws SQLTransientConnectionException {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException(
                        "other writers took longer than %d s".formatted(PATIENCE.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting to write", e);
        }
    }

    /// The connection, which gives its turn back when it is closed.
    private Connection returning(Connection connection, Thread holder) {
        AtomicBoolean evicted = new AtomicBoolean();
        return (Connection)
                Proxy.newProxyInstance(
                        WriterDataSource.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (evicted.get() && method.getName().equals("rollback")) {
                                // Closing it has done that. Failing here would hide why.
                                return null;
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                if (BOUNDARIES.contains(method.getName())) {
                                    evicted.set(true);
                                    pool.evictConnection(connection);
                                }
                                throw e.getTargetException();
                            } finally {
                                if (method.getName().equals("close") && holders.remove(holder)) {
                                    turns.release();
                                }
                            }
                        });
    }
}
