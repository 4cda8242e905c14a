package dev.pithyjaunt.server.taskpage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.logstream.PositionedLine;
import dev.pithyjaunt.server.platform.Wording;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

class LogHtmlTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private static String html(PositionedLine... lines) {
        return LogHtml.of(List.of(lines), new Wording(InstantSource.fixed(NOON)));
    }

    private static PositionedLine line(String phase, String level, String text) {
        return new PositionedLine(1, 1, phase, 1, NOON, level, text);
    }

    @Test
    void lineIsAnItemWithItsTimeAndPhase() {
        assertThat(html(line("generate", "info", "naïve, 10 €")))
                .isEqualTo(
                        """
                        <li class="level-info"><time datetime="2026-11-29T12:00:00Z">12:00:00</time><span class="phase">generate</span><span class="said"><bdi>naïve, 10 €</bdi></span></li>
                        """);
    }

    @Test
    void levelIsSaidWhereItIsNotTheUsualOne() {
        assertThat(html(line("checks", "warn", "slow"), line("checks", "info", "done")))
                .contains("<li class=\"level-warn\">", "<b class=\"level\">warn</b><bdi>slow</bdi>")
                .contains("<span class=\"said\"><bdi>done</bdi></span></li>\n")
                .hasLineCount(2);
    }

    @Test
    void nothingFromOutsideIsMarkup() {
        String hostile = "\"'><script>alert(1)</script>&\u202Eevil";

        String html = html(line(hostile, hostile, hostile));

        assertThat(html)
                .doesNotContain("<script", "\u202E", "'>")
                .contains(
                        "<bdi>&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&lt;U+202E&gt;evil</bdi>");
    }
}
