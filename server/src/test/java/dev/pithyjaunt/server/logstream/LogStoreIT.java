package dev.pithyjaunt.server.logstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.NotFoundException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class LogStoreIT extends StoreContract {

    private LogStore logs;
    private Execution execution;

    @BeforeEach
    void build() {
        logs = new LogStore(database, clock);
        execution = execution(task(member("jo")));
    }

    private static LogLine line(String text) {
        return new LogLine(NOW, "info", text);
    }

    private Appended append(String phase, long firstSequence, String... texts) {
        return logs.append(
                new LogBatch(
                        execution.id(),
                        1,
                        phase,
                        firstSequence,
                        List.of(texts).stream().map(LogStoreIT::line).toList()));
    }

    private List<String> texts(long after, int limit) {
        return logs.page(execution.id(), after, limit).stream()
                .map(line -> line.position() + " " + line.sequence() + " " + line.text())
                .toList();
    }

    @Test
    void linesGetPositionsInTheOrderOfTheirStoring() {
        assertThat(append("generate", 1, "a", "b")).isEqualTo(new Appended.Stored(3, 2));
        assertThat(append("validate", 1, "c")).isEqualTo(new Appended.Stored(2, 3));
        assertThat(append("generate", 3, "d")).isEqualTo(new Appended.Stored(4, 4));

        assertThat(texts(0, 100)).containsExactly("1 1 a", "2 2 b", "3 1 c", "4 3 d");
        assertThat(logs.page(execution.id(), 2, 1))
                .containsExactly(new PositionedLine(3, 1, "validate", 1, NOW, "info", "c"));
        assertThat(logs.nextSequence(execution.id(), 1, "generate")).isEqualTo(4);
    }

    @Test
    void pageBeginsAndEndsInsideChunks() {
        append("generate", 1, "a", "b", "c");
        append("generate", 4, "d", "e", "f");

        assertThat(texts(1, 3)).containsExactly("2 2 b", "3 3 c", "4 4 d");
        assertThat(texts(3, 2)).containsExactly("4 4 d", "5 5 e");
        assertThat(texts(6, 2)).isEmpty();
        assertThat(texts(100, 2)).isEmpty();
    }

    @Test
    void repeatedLinesAreStoredOnce() {
        append("generate", 1, "a", "b");

        assertThat(append("generate", 1, "a", "b")).isEqualTo(new Appended.Stored(3, 2));
        assertThat(append("generate", 2, "b", "c")).isEqualTo(new Appended.Stored(4, 3));

        assertThat(texts(0, 100)).containsExactly("1 1 a", "2 2 b", "3 3 c");
    }

    @Test
    void linesAfterAGapAreNotStored() {
        append("generate", 1, "a");

        assertThat(append("generate", 3, "c")).isEqualTo(new Appended.Gap(2));

        assertThat(texts(0, 100)).containsExactly("1 1 a");
    }

    @Test
    void anotherRunAttemptCountsForItself() {
        append("generate", 1, "a");

        assertThat(
                        logs.append(
                                new LogBatch(
                                        execution.id(), 2, "generate", 1, List.of(line("again")))))
                .isEqualTo(new Appended.Stored(2, 2));
    }

    @Test
    void morePhasesThanAnyExecutionHasAreRefused() {
        for (int phase = 1; phase <= 100; phase++) {
            append("phase-" + phase, 1, "a");
        }

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> append("phase-101", 1, "a"))
                .withMessage("an execution has at most 100 phases");
        assertThat(append("phase-100", 2, "b")).isEqualTo(new Appended.Stored(3, 101));
        assertThat(texts(99, 10)).containsExactly("100 1 a", "101 2 b");
    }

    @Test
    void lineWithNulIsKeptWithoutIt() {
        append("generate", 1, "a\0b \uD83D\uDE00");

        assertThat(texts(0, 1)).containsExactly("1 1 a\uFFFDb \uD83D\uDE00");
    }

    @Test
    void unknownExecutionIsRefused() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> logs.append(new LogBatch("none", 1, "generate", 1, List.of())));
    }

    @Test
    void positionsBecomeVisibleInOrder() throws Exception {
        int phases = 4;
        int batches = 25;
        List<Callable<Boolean>> works = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            String name = "phase" + phase;
            works.add(() -> {
                for (int i = 0; i < batches; i++) {
                    append(name, i * 2 + 1, "x", "y");
                }
                return true;
            });
        }
        works.add(() -> followed(phases * batches * 2));

        for (var result : together(works)) {
            assertThat(result.get()).isTrue();
        }
    }

    /// Whether a reader that asks for what comes after its last position gets every position.
    private boolean followed(int count) {
        List<Long> seen = new ArrayList<>();
        while (seen.size() < count) {
            long last = seen.isEmpty() ? 0 : seen.getLast();
            logs.page(execution.id(), last, 7).forEach(line -> seen.add(line.position()));
        }
        return seen.equals(LongStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    void longLogIsPagedThrough() {
        for (int i = 0; i < 60; i++) {
            String[] chunk =
                    IntStream.range(i * 50, i * 50 + 50)
                            .mapToObj(Integer::toString)
                            .toArray(String[]::new);
            append("generate", i * 50 + 1, chunk);
        }

        List<PositionedLine> page = logs.page(execution.id(), 1_234, 1_000);

        assertThat(page).hasSize(1_000);
        assertThat(page.getFirst().text()).isEqualTo("1234");
        assertThat(page.getLast().position()).isEqualTo(2_234);
    }
}
