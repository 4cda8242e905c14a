package dev.pithyjaunt.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class CheckUpTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CheckUp checkUp = new CheckUp(text -> text.replace("fake-key", "***"));

    @Test
    void groupsRunBesideOneAnotherAndLinesKeepTheirOrder() {
        CountDownLatch met = new CountDownLatch(2);
        Check.Look look =
                () -> {
                    met.countDown();
                    met.await();
                    return Finding.ok("met");
                };

        assertThat(
                        checkUp.run(
                                List.of(
                                        List.of(new Check("a", LONG, look)),
                                        List.of(new Check("b", LONG, look)))))
                .containsExactly(
                        new Line(Verdict.OK, "a", "met", ""), new Line(Verdict.OK, "b", "met", ""));
    }

    @Test
    void checkThatHangsOrThrowsFailsItsOwnLine() {
        assertThat(
                        checkUp.run(
                                List.of(
                                        List.of(
                                                new Check(
                                                        "hangs",
                                                        Duration.ofMillis(20),
                                                        () -> {
                                                            new CountDownLatch(1).await();
                                                            return Finding.ok("never");
                                                        }),
                                                new Check(
                                                        "throws",
                                                        LONG,
                                                        () -> {
                                                            throw new IllegalStateException(
                                                                    "with fake-key\nin it");
                                                        }),
                                                new Check(
                                                        "after", LONG, () -> Finding.ok("fine"))))))
                .containsExactly(
                        new Line(
                                Verdict.FAIL,
                                "hangs",
                                "nothing came of it within 0 s",
                                "look at the network and at proxies"),
                        new Line(Verdict.FAIL, "throws", "with *** in it", ""),
                        new Line(Verdict.OK, "after", "fine", ""));
    }

    @Test
    void longTextsAreCut() {
        assertThat(Finding.ok("x".repeat(5_000)).shown(text -> text).found())
                .hasSize(401)
                .endsWith("…");
    }
}
