package dev.pithyjaunt.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;
import dev.pithyjaunt.server.platform.Checks;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.repository.ConnectedRepository;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class PreparationTest {

    private static final CheckLimits LIMITS = new CheckLimits(7, 64, 8, 16, 1);

    @Test
    void inASandboxTheOwnersCommandRunsWithoutAnybodysPermission() {
        assertThat(checking("sandbox", "make test", false))
                .isEqualTo(new Checking(CheckMode.SANDBOX, List.of("make test"), 3, LIMITS));
        assertThat(checking("sandbox", "make test", true))
                .isEqualTo(checking("sandbox", "make test", false));
    }

    @Test
    void inASandboxTheRepositorysOwnChecksAreFoundWithoutACommand() {
        Checking found = new Checking(CheckMode.SANDBOX, List.of(), 3, LIMITS);

        assertThat(checking("sandbox", null, false)).isEqualTo(found);
        assertThat(checking("sandbox", " ", false)).isEqualTo(found);
    }

    @Test
    void withoutASandboxOnlyACommandThatAnAdministratorAllowedIsRun() {
        Checking off = new Checking(CheckMode.OFF, List.of(), 0, LIMITS);

        assertThat(checking("none", "make test", true))
                .isEqualTo(new Checking(CheckMode.NONE, List.of("make test"), 0, LIMITS));
        assertThat(checking("none", "make test", false)).isEqualTo(off);
        assertThat(checking("none", null, true)).isEqualTo(off);
        assertThat(checking("none", " ", true)).isEqualTo(off);
    }

    @Test
    void nothingIsRunWhereChecksAreSwitchedOff() {
        assertThat(checking("off", "make test", true))
                .isEqualTo(new Checking(CheckMode.OFF, List.of(), 0, LIMITS));
    }

    private static Checking checking(String mode, @Nullable String command, boolean allowed) {
        Checks checks =
                Settings.of(
                                Map.of(
                                        "JAUNT_SANDBOX", mode,
                                        "JAUNT_CHECK_ROUNDS", "3",
                                        "JAUNT_CHECK_SECONDS", "7",
                                        "JAUNT_CHECK_MEMORY_MIB", "64",
                                        "JAUNT_CHECK_PROCESSES", "8",
                                        "JAUNT_CHECK_DISK_MIB", "16",
                                        "JAUNT_CHECK_OUTPUT_MIB", "1"))
                        .checks();
        return Preparation.checking(
                checks,
                new ConnectedRepository(
                        "r",
                        "o",
                        "acme/greeting",
                        "https://github.com/acme/greeting",
                        "main",
                        true,
                        null,
                        allowed,
                        command,
                        ConnectedRepository.Backend.LOCAL,
                        Instant.EPOCH,
                        Instant.EPOCH));
    }
}
