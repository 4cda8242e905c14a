package dev.pithyjaunt.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class LogLineTest {

    private static String text(String given) {
        return new LogLine(1, Instant.EPOCH, LogLine.Level.INFO, given).text();
    }

    @Test
    void textIsOneLineWithoutNul() {
        assertThat(text("a\nb\rc\0d")).isEqualTo("a b c\uFFFDd");
    }

    @Test
    void longTextIsCutAndSaysSo() {
        String cut = text("x".repeat(10_000));
        assertThat(cut).hasSize(LogLine.MAX_TEXT).endsWith("x [cut, it had 10,000 characters]");
        assertThat(text(cut)).isEqualTo(cut);
    }

    @Test
    void characterOutsideTheBasicPlaneIsNotCutInTwo() {
        for (int before = 0; before < 2; before++) {
            String cut = text("x".repeat(before) + "\uD83D\uDE00".repeat(5_000));
            assertThat(cut.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        }
    }

    @Test
    void countSaysHowManyAndWhich() {
        LineCount.Counter counter = new LineCount.Counter();
        assertThat(counter.count())
                .isEqualTo(
                        new LineCount(
                                0,
                                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        assertThat(counter.add("a").count()).isEqualTo(counter.count());
        assertThat(counter.add("b").count())
                .isNotEqualTo(new LineCount.Counter().add("b").add("a").count());
        assertThat(new LineCount.Counter().add("a\nb").count().checksum())
                .isEqualTo(counter.count().checksum());
        assertThat(counter.count().count()).isEqualTo(2);
    }
}
