package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.StoreContract;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

class DatabaseIT extends StoreContract {

    private int add(String name) {
        return database.write(sql ->
                sql.sql(
                                """
                                insert into account (id, name, role, created_at)
                                values (:name, :name, 'member', 0)
                                """)
                        .param("name", name)
                        .update());
    }

    private List<String> names() {
        return database.read(
                sql -> sql.sql("select name from account order by id").query(String.class).list());
    }

    @Test
    void whatIsWrittenIsReadAfterwards() {
        add("a");

        assertThat(names()).containsExactly("a");
    }

    @Test
    void writesInsideAWriteAreOneTransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        database.write(_ -> {
                            add("a");
                            assertThat(names()).containsExactly("a");
                            throw new IllegalStateException("no");
                        }))
                .withMessage("no");

        assertThat(names()).isEmpty();
    }

    @Test
    void readersDoNotSeeWhatIsNotCommitted() {
        database.write(_ -> {
            add("a");
            assertThat(elsewhere(this::names)).isEmpty();
            return 0;
        });

        assertThat(elsewhere(this::names)).containsExactly("a");
    }

    private static <T> T elsewhere(Callable<T> work) {
        try {
            return together(List.of(work)).getFirst().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void writeInsideAReadIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> database.read(_ -> add("a")))
                .withMessageStartingWith("a write inside a read");
    }

    @Test
    void readCannotWrite() {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> database.read(sql -> sql.sql("delete from account").update()));
    }

    @Test
    void secondConnectionOfAThreadThatWritesIsRefused() {
        database.write(_ -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> database.writer().getConnection())
                    .withMessage(
                            "this thread holds a connection that writes; it may not take a second one");
            return add("a");
        });

        assertThat(names()).containsExactly("a");
    }

    @Test
    void nulInTextIsReplaced() {
        add("a\0b");

        assertThat(names()).containsExactly("a\uFFFDb");
    }

    @Test
    void writersTakeTurns() throws Exception {
        List<Future<Integer>> done = together(20, () -> add(dev.pithyjaunt.protocol.Id.next()));

        for (Future<Integer> one : done) {
            assertThat(one.get()).isEqualTo(1);
        }
        assertThat(names()).hasSize(20);
    }

    @Test
    void fullDiskIsToldAsUnavailableAndLeavesTheDatabaseWorking() {
        assumeThat(kind).isEqualTo(DatabaseKind.SQLITE);
        pragma("max_page_count = 1");

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() ->
                        database.write(_ -> {
                            add("a");
                            return add("x".repeat(1 << 20));
                        }));

        pragma("max_page_count = 1000000");
        assertThat(names()).isEmpty();
        assertThat(add("b")).isEqualTo(1);
    }

    private void pragma(String text) {
        database.write(sql -> sql.sql("pragma " + text).query(Long.class).single());
    }

    @Test
    void databaseLockedByAnotherProcessIsToldAsUnavailable() throws SQLException {
        assumeThat(kind).isEqualTo(DatabaseKind.SQLITE);
        try (Connection other =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve("pithy-jaunt.db"));
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");

            assertThatExceptionOfType(StorageException.class).isThrownBy(() -> add("a"));

            assertThat(names()).isEmpty();
            statement.execute("rollback");
        }
        assertThat(add("a")).isEqualTo(1);
    }

    @Test
    void worksThatArriveTogetherFailAlone() throws Exception {
        GroupCommit<String, Integer> group = group();
        CountDownLatch all = new CountDownLatch(8);
        List<Callable<Integer>> works = new java.util.ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = i % 2 == 0 ? "same" : "name" + i;
            works.add(() -> {
                all.countDown();
                all.await();
                return group.write(name);
            });
        }

        long failed =
                together(works).stream()
                        .filter(future -> future.state() == Future.State.FAILED)
                        .count();

        assertThat(failed).isEqualTo(3);
        assertThat(names()).containsExactlyInAnyOrder("same", "name1", "name3", "name5", "name7");
    }

    private GroupCommit<String, Integer> group() {
        return new GroupCommit<>(
                database,
                "names",
                names ->
                        names.stream()
                                .map(name -> {
                                    int added = add(name);
                                    return (java.util.function.Supplier<Integer>) () -> added;
                                })
                                .toList());
    }

    @Test
    void groupCommitInsideAWriteIsRefused() {
        GroupCommit<String, Integer> group = group();

        assertThatIllegalStateException().isThrownBy(() -> database.write(_ -> group.write("a")));
    }
}
