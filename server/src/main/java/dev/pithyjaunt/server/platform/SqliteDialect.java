package dev.pithyjaunt.server.platform;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

import javax.sql.DataSource;

/// SQLite: one file, one writer, many readers beside it.
record SqliteDialect(Path file) implements Dialect {

    private static final int READERS = 4;

    /// What a load of events changes again and again; a multiple of what SQLite takes of itself.
    private static final int WRITER_CACHE_KIBIBYTES = 16_000;

    /// Another process may write too (the command `sign-in-link`, a backup).
    private static final int BUSY_MILLISECONDS = 5_000;

    private static final Set<SQLiteErrorCode> UNAVAILABLE =
            Set.of(
                    SQLiteErrorCode.SQLITE_BUSY,
                    SQLiteErrorCode.SQLITE_LOCKED,
                    SQLiteErrorCode.SQLITE_FULL,
                    SQLiteErrorCode.SQLITE_IOERR,
                    SQLiteErrorCode.SQLITE_NOMEM,
                    SQLiteErrorCode.SQLITE_READONLY,
                    SQLiteErrorCode.SQLITE_CANTOPEN);

    @Override
    public int writers() {
        return 1;
    }

    @Override
    public int groups() {
        return 1;
    }

    @Override
    public DataSource unpooled() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // A transaction that reads first and writes later would otherwise fail at its first write.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLISECONDS);
        // Negative: not pages, but KiB.
        config.setCacheSize(-WRITER_CACHE_KIBIBYTES);
        return source(config);
    }

    private DataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Override
    public HikariDataSource writerPool() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("writer");
        pool.setDataSource(unpooled());
        pool.setMaximumPoolSize(1);
        pool.setMaxLifetime(0);
        return new HikariDataSource(pool);
    }

    @Override
    public HikariDataSource readerPool() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLISECONDS);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("readers");
        pool.setDataSource(source(config));
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(READERS);
        pool.setMaxLifetime(0);
        return new HikariDataSource(pool);
    }

    /// Nothing: a transaction that writes is alone from its begin.
    @Override
    public String forUpdate() {
        return "";
    }

    /// It has no lock on a row; whoever marks one first has it.
    @Override
    public PollingStrategyConfig.Type pollingStrategy() {
        return PollingStrategyConfig.Type.FETCH;
    }

    @Override
    public boolean isUnavailable(SQLException e) {
        return UNAVAILABLE.stream().anyMatch(code -> code.code == (e.getErrorCode() & 0xff));
    }
}
