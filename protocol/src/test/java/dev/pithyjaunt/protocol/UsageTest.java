package dev.pithyjaunt.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class UsageTest {

    private static final Usage.Call COUNTED =
            new Usage.Call("p", "m", 1_000, 200, 34, 56, 0, true, 1, null);
    private static final Usage.Call UNCOUNTED = Usage.Call.uncounted("p", "m", 1);

    @Test
    void tokensAreToldInWords() {
        assertThat(new Usage(List.of(COUNTED, COUNTED)).inWords()).isEqualTo("2,468 in, 112 out");
        assertThat(Usage.NONE.inWords()).isEqualTo("0 in, 0 out");
    }

    @Test
    void whatNobodyCountedIsSaid() {
        assertThat(new Usage(List.of(UNCOUNTED)).inWords())
                .isEqualTo("not counted by the provider");
        assertThat(new Usage(List.of(COUNTED, UNCOUNTED)).inWords())
                .isEqualTo("1,234 in, 56 out, and 1 of 2 calls not counted");
    }
}
