package dev.pithyjaunt.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DollarsTest {

    @Test
    void amountIsReadExactly() {
        assertThat(Dollars.parse("2.50")).hasValue(2_500_000_000L);
        assertThat(Dollars.parse("0.000000001")).hasValue(1);
        assertThat(Dollars.parse("1000000")).hasValue(1_000_000_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0.00",
                "-1",
                "1e3",
                "$5",
                "5,00",
                ".5",
                "0.0000000001",
                "1000000.1"
            })
    void whatIsNoAmountIsNotRead(String text) {
        assertThat(Dollars.parse(text)).isEmpty();
    }

    @Test
    void amountIsShownAsPeopleReadIt() {
        assertThat(Dollars.inWords(12_345_678L)).isEqualTo("$0.0123");
        assertThat(Dollars.inWords(2_500_000_000L)).isEqualTo("$2.5000");
        assertThat(Dollars.inWords(1L)).isEqualTo("under $0.0001");
        assertThat(Dollars.inWords(0L)).isEqualTo("$0");
        assertThat(Dollars.inWords(null)).isEqualTo("unknown");
    }

    @Test
    void exactAmountHasTheDecimalsThatItNeeds() {
        assertThat(Dollars.exact(2_500_000_000L)).isEqualTo("$2.50");
        assertThat(Dollars.exact(1)).isEqualTo("$0.000000001");
        assertThat(Dollars.exact(0)).isEqualTo("$0.00");
    }
}
