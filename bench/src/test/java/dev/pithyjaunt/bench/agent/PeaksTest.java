package dev.pithyjaunt.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.bench.agent.Peaks.Peak;

import org.junit.jupiter.api.Test;

class PeaksTest {

    @Test
    void peakIsReadFromWhatLinuxTells() {
        String status =
                "Name:\tgit\nState:\tR (running)\nVmPeak:\t 9000 kB\nVmHWM:\t    4652 kB\nVmRSS:\t    4000 kB\n";

        assertThat(Peaks.parse(status)).contains(new Peak("git", 4652));
    }

    @Test
    void processThatHasEndedHasNoPeak() {
        assertThat(Peaks.parse("Name:\tgit\nState:\tZ (zombie)\n")).isEmpty();
    }
}
