package dev.pithyjaunt.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Side;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, PASSES",
        "1, 0, FIXED",
        "1, 2, ALREADY_FAILED",
        "0, 1, NEWLY_FAILS",
        "0, , NEWLY_FAILS",
        ", 0, FIXED"
    })
    void onlyAFailureThatTheBaseDidNotHaveIsNew(
            Integer base, Integer patched, Comparison expected) {
        Check check = new Check("make", new Side(base, 1, ""), new Side(patched, 1, ""));

        assertThat(check.comparison()).isEqualTo(expected);
    }
}
