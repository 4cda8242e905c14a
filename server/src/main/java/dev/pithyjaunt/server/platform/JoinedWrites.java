package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

import java.util.function.Consumer;

/// What a thread writes, in however many calls of [Database#write], as one transaction. The first
/// of them begins it, so that nothing is held while a request looks at a network before it writes;
/// it is committed by [#commit], or else by nobody.
public final class JoinedWrites implements AutoCloseable {

    private static final ThreadLocal<@Nullable JoinedWrites> OF_THREAD = new ThreadLocal<>();

    private final Database database;
    private final PlatformTransactionManager transactions;
    private final JdbcClient sql;
    private final Consumer<JdbcClient> first;
    private @Nullable TransactionStatus begun;

    /// @param first what the transaction does before all else; its failure is that of the write
    ///   that began it
    JoinedWrites(
            Database database,
            PlatformTransactionManager transactions,
            JdbcClient sql,
            Consumer<JdbcClient> first) {
        if (OF_THREAD.get() != null || database.isWriting()) {
            throw new IllegalStateException("this thread's writes are joined already");
        }
        this.database = database;
        this.transactions = transactions;
        this.sql = sql;
        this.first = first;
        OF_THREAD.set(this);
    }

    /// Begins the transaction that the thread's writes are to be in, if there is to be one.
    static void beginFor(Database database) {
        JoinedWrites joined = OF_THREAD.get();
        if (joined != null && joined.database == database) {
            joined.begin();
        }
    }

    private TransactionStatus begin() {
        TransactionStatus status = begun;
        if (status == null) {
            status = transactions.getTransaction(new DefaultTransactionDefinition());
            begun = status;
            try {
                first.accept(sql);
            } catch (RuntimeException e) {
                rollBack();
                throw e;
            }
        }
        return status;
    }

    /// Commits all of it along with what is written last, also when nothing was written before.
    ///
    /// @throws StorageException when the database is busy, full or out of reach; nothing is stored
    public void commit(Consumer<JdbcClient> last) {
        database.translated(() -> {
            TransactionStatus status = begin();
            last.accept(sql);
            begun = null;
            transactions.commit(status);
            return status;
        });
    }

    /// Takes back what is not committed.
    @Override
    public void close() {
        OF_THREAD.remove();
        rollBack();
    }

    private void rollBack() {
        TransactionStatus status = begun;
        begun = null;
        if (status != null && !status.isCompleted()) {
            transactions.rollback(status);
        }
    }
}
