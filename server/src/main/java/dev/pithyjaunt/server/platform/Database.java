package dev.pithyjaunt.server.platform;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

/// The database, SQLite or PostgreSQL: [#read] for work that changes nothing, [#write] for all
/// else. Both are one transaction, and both may be called inside a [#write], which they join: so a
/// store's method works alone and as a part of a larger change. Work that fails is rolled back.
/// Parameters are named (`:name`).
public final class Database implements AutoCloseable {

    private final Dialect dialect;
    private final Vault vault;
    private final HikariDataSource writerPool;
    private final HikariDataSource readers;
    private final WriterDataSource writer;
    private final TransactionTemplate writing;
    private final TransactionTemplate nested;
    private final TransactionTemplate reading;
    private final JdbcClient writerSql;
    private final JdbcClient readerSql;
    private final JdbcTemplate batches;

    private Database(Dialect dialect, Vault vault) {
        this.dialect = dialect;
        this.vault = vault;
        writerPool = dialect.writerPool();
        readers = dialect.readerPool();
        writer = new WriterDataSource(writerPool, dialect.writers());
        JdbcTransactionManager transactions = new JdbcTransactionManager(writer);
        // Otherwise what follows a refused commit on SQLite is one more commit, which may succeed.
        transactions.setRollbackOnCommitFailure(true);
        writing = new TransactionTemplate(transactions);
        nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        reading = new TransactionTemplate(new JdbcTransactionManager(readers));
        reading.setReadOnly(true);
        batches = new JdbcTemplate(writer);
        writerSql = client(writer);
        readerSql = client(readers);
    }

    private static JdbcClient client(DataSource source) {
        return JdbcClient.create(new StorableText(new JdbcTemplate(source)));
    }

    /// Opens the database that the settings name, and brings its tables up to date.
    ///
    /// @throws StorageException when it can't be reached
    public static Database open(Settings settings) {
        Dialect dialect =
                settings.databaseUrl() == null
                        ? new SqliteDialect(
                                EmbeddedDatabase.in(
                                                new DataDirectory(settings.dataDirectory()).path())
                                        .file())
                        : PostgresDialect.parse(settings.databaseUrl());
        try {
            Flyway.configure()
                    .dataSource(dialect.unpooled())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException("bringing the tables up to date: " + e.getMessage(), e);
        }
        return new Database(dialect, Vault.of(settings));
    }

    /// Runs work that changes nothing on what is committed, or, inside a [#write], on what that one
    /// sees.
    ///
    /// @throws StorageException when the database is busy or out of reach
    public <T extends @Nullable Object> T read(Function<JdbcClient, T> work) {
        if (isWriting()) {
            return write(work);
        }
        return translated(() -> in(reading, readerSql, work));
    }

    /// Runs work that may change something, and commits it.
    ///
    /// @throws StorageException when the database is busy, full or out of reach; nothing is stored
    /// @throws IllegalStateException inside a [#read], whose state may be outdated by now
    public <T extends @Nullable Object> T write(Function<JdbcClient, T> work) {
        if (TransactionSynchronizationManager.hasResource(readers)) {
            throw new IllegalStateException(
                    "a write inside a read: do it after, or make it one write");
        }
        return translated(() -> {
            JoinedWrites.beginFor(this);
            return in(writing, writerSql, work);
        });
    }

    /// Makes all that this thread writes from here on one transaction, until what is returned is
    /// closed.
    ///
    /// @param first what that transaction does before all else
    public JoinedWrites joinWrites(Consumer<JdbcClient> first) {
        return new JoinedWrites(
                this, Objects.requireNonNull(writing.getTransactionManager()), writerSql, first);
    }

    /// Does it when what is being written is committed, or at once when nothing is. It must not use
    /// the database: the connection is still the transaction's.
    public void afterCommit(Runnable deed) {
        if (!isWriting()) {
            deed.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        deed.run();
                    }
                });
    }

    /// Runs work inside a [#write] so that its failure rolls back itself alone.
    public <T extends @Nullable Object> T writeNested(Function<JdbcClient, T> work) {
        return translated(() -> in(nested, writerSql, work));
    }

    /// Runs one statement for each of many rows, inside a [#write].
    ///
    /// @param statement its parameters are `?`
    /// @param rows the parameters of each; null only as a
    ///   [org.springframework.jdbc.core.SqlParameterValue]
    public void writeEach(String statement, List<Object[]> rows) {
        if (!isWriting()) {
            throw new IllegalStateException("many rows outside of a write");
        }
        if (!rows.isEmpty()) {
            translated(() -> batches.batchUpdate(statement, rows));
        }
    }

    /// The values for `in (:…)`, the last one repeated up to a power of two: a database prepares a
    /// statement for each number of parameters, and so there are few.
    public static <T> List<T> padded(Collection<T> values) {
        List<T> all = new ArrayList<>(values);
        while (Integer.bitCount(all.size()) > 1) {
            all.add(all.getLast());
        }
        return all;
    }

    /// How many groups are worth committing at the same time.
    public int groups() {
        return dialect.groups();
    }

    boolean isWriting() {
        return TransactionSynchronizationManager.hasResource(writer);
    }

    /// How db-scheduler takes rows that are due.
    PollingStrategyConfig.Type pollingStrategy() {
        return dialect.pollingStrategy();
    }

    /// What a select inside a [#write] ends with to keep others from changing its rows until the
    /// commit.
    public String forUpdate() {
        return dialect.forUpdate();
    }

    /// What seals the secrets that are stored in it.
    public Vault vault() {
        return vault;
    }

    /// The connections that write, for libraries that bring their own statements. They join a
    /// [#write] when they ask Spring for the connection.
    public DataSource writer() {
        return writer;
    }

    @SuppressWarnings("NullAway") // execute() returns what work returns, null or not
    private static <T extends @Nullable Object> T in(
            TransactionTemplate transaction, JdbcClient sql, Function<JdbcClient, T> work) {
        return transaction.execute(_ -> work.apply(sql));
    }

    <T extends @Nullable Object> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (CannotCreateTransactionException e) {
            throw new StorageException("the database can't be reached", e);
        } catch (DataAccessException | TransactionException e) {
            if (isUnavailable(e, dialect)) {
                throw new StorageException("the database is not available", e);
            }
            throw e;
        }
    }

    /// Whether something failed because the database can't do it just now. Below what the driver
    /// says there may be more, such as the end of a connection.
    static boolean isUnavailable(Throwable e, Dialect dialect) {
        // A full disk ends SQLite's transaction at once, and then its rollback fails as well.
        if (e instanceof TransactionSystemException rollback
                && rollback.getApplicationException() != null) {
            return isUnavailable(rollback.getApplicationException(), dialect);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StorageException
                    || (cause instanceof SQLException sql && dialect.isUnavailable(sql))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        readers.close();
        writerPool.close();
    }
}
