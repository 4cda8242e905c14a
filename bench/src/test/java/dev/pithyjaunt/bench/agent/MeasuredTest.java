package dev.pithyjaunt.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class MeasuredTest {

    private static final FirstRequest REQUEST = new FirstRequest(5_219, 5_004, 1_279);

    private static Round round(double seconds, long peak) {
        return new Round(seconds / 2, seconds, seconds / 4, peak, peak / 100, REQUEST);
    }

    @Test
    void firstRoundDoesNotCountAndTheHighestPeakDoes() {
        Measured measured =
                Measured.of(
                        "tiny",
                        2,
                        List.of(
                                round(90, 9_000_000),
                                round(4, 100_000),
                                round(2, 125_000),
                                round(8, 100_000)));

        assertThat(measured).isEqualTo(new Measured("tiny", 2, 3, 2, 4, 3, 128, 1.28, REQUEST));
    }

    @Test
    void medianOfTwoLiesBetweenThem() {
        assertThat(Measured.of("tiny", 2, List.of(round(9, 1), round(2, 1), round(4, 1))).seconds())
                .isEqualTo(3);
    }

    @Test
    void tableHasAColumnForEachFigure() {
        Measured measured = new Measured("tiny", 2, 4, 0.25, 0.4, 0.375, 128, 4.6, REQUEST);

        assertThat(String.join("\n", AgentTable.lines(List.of(measured))))
                .isEqualTo(
                        """
                                                   files  rounds request s   all s outside s     MB git MB     bytes     fixed    tokens
                        tiny                           2       4      0.25    0.40      0.38    128      5     5,219     5,004     1,279\
                        """);
    }
}
