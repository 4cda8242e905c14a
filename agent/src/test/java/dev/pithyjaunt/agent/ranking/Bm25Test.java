package dev.pithyjaunt.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;

class Bm25Test {

    private static Bm25.Document document(int... counts) {
        return new Bm25.Document(counts);
    }

    @Test
    void scoreIsThatOfTheFormula() {
        double[] scores =
                new Bm25(List.of(1.0), 0.5).scores(List.of(document(2, 4), document(0, 2)));

        // ln(1 + (2 - 1 + 0.5) / (1 + 0.5)) = ln 2; 1.2 * (0.5 + 0.5 * 4 / 3) = 1.4
        assertThat(scores[0]).isCloseTo(Math.log(2) * 2 * 2.2 / (2 + 1.4), within(1e-12));
        assertThat(scores[1]).isZero();
    }

    @Test
    void wordsCountByTheirWeightsAndTheirRarity() {
        double[] scores =
                new Bm25(List.of(1.0, 1.0, 2.0), 0)
                        .scores(
                                List.of(
                                        document(1, 0, 0, 9),
                                        document(1, 1, 0, 9),
                                        document(0, 0, 1, 9)));

        assertThat(scores[1] - scores[0]).isGreaterThan(scores[0]);
        assertThat(scores[2]).isCloseTo(2 * (scores[1] - scores[0]), within(1e-12));
    }

    @Test
    void lengthCountsAgainstADocument() {
        Bm25.Document brief = document(1, 10);
        Bm25.Document lengthy = document(1, 100);

        double[] scores = new Bm25(List.of(1.0), 0.5).scores(List.of(brief, lengthy));

        assertThat(scores[0]).isGreaterThan(scores[1]);
        assertThat(new Bm25(List.of(1.0), 0).scores(List.of(brief, lengthy)))
                .satisfies(same -> assertThat(same[0]).isEqualTo(same[1]));
    }

    @Test
    void countsAreInUnits() {
        assertThat(
                        new Bm25(List.of(1.0), 0.5)
                                .scores(
                                        List.of(
                                                new Bm25.Document(new int[] {10, 20}, 0.2),
                                                new Bm25.Document(new int[] {0, 10}, 0.2))))
                .containsExactly(
                        new Bm25(List.of(1.0), 0.5)
                                .scores(List.of(document(2, 4), document(0, 2))));
    }

    @Test
    void nothingScoresNothing() {
        assertThat(new Bm25(List.of(1.0), 0.5).scores(List.of())).isEmpty();
        assertThat(new Bm25(List.of(), 0.5).scores(List.of(document(0), document(7))))
                .containsExactly(0, 0);
    }
}
