package dev.pithyjaunt.server.platform;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.zaxxer.hikari.HikariDataSource;

import java.sql.SQLException;

import javax.sql.DataSource;

/// What differs between the databases.
sealed interface Dialect permits SqliteDialect, PostgresDialect {

    /// Connections that write: at most this many at once.
    int writers();

    /// A plain source of connections that write, for the migrations.
    DataSource unpooled();

    HikariDataSource writerPool();

    HikariDataSource readerPool();

    /// What a select in a transaction that writes ends with, so that nobody else changes the row
    /// meanwhile.
    String forUpdate();

    /// How many groups of small works are worth committing at the same time.
    int groups();

    /// How db-scheduler takes rows that are due.
    PollingStrategyConfig.Type pollingStrategy();

    /// Whether the database, not the statement, is the reason.
    boolean isUnavailable(SQLException e);
}
