package dev.pithyjaunt.bench.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

class TasksResultTest {

    private static final TasksResult.Left NOTHING = new TasksResult.Left(0, 0, 0);

    private static TasksResult result(int completed, int mixedUp, TasksResult.Left left) {
        return new TasksResult(
                100,
                completed,
                mixedUp,
                left,
                312.34,
                new TasksResult.Memory(251.4, 480.6),
                List.of("the patch of a names [b]"));
    }

    @Test
    void linesSayWhatBecameOfAll() {
        assertThat(String.join("\n", result(99, 1, new TasksResult.Left(2, 1, 3)).lines()))
                .isEqualTo(
                        """
                        completed           99 of 100
                        mixed up            1
                        left behind         2 folders, 1 processes, 3 rows
                        seconds             312.3, 3.12 a task
                        MB of the server    251 at most; wanted: less than 300
                        MB of its children  481 at most, all at once
                          the patch of a names [b]\
                        """);
    }

    @Test
    void faultsBeyondSomeAreCounted() {
        TasksResult many =
                new TasksResult(
                        30,
                        0,
                        0,
                        NOTHING,
                        1,
                        new TasksResult.Memory(0, 0),
                        Collections.nCopies(30, "not completed"));

        assertThat(many.lines()).hasSize(27).last().isEqualTo("  and 10 more");
    }

    @Test
    void anyTaskThatIsNotAsItHasToBeIsBad() {
        assertThat(result(100, 0, NOTHING).isGood()).isTrue();
        assertThat(result(99, 0, NOTHING).isGood()).isFalse();
        assertThat(result(100, 1, NOTHING).isGood()).isFalse();
        assertThat(result(100, 0, new TasksResult.Left(1, 0, 0)).isGood()).isFalse();
        assertThat(result(100, 0, new TasksResult.Left(0, 1, 0)).isGood()).isFalse();
        assertThat(result(100, 0, new TasksResult.Left(0, 0, 1)).isGood()).isFalse();
    }
}
