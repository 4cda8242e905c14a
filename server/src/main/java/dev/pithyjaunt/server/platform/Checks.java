package dev.pithyjaunt.server.platform;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;

import java.util.Locale;

/// How the checks of repositories are run on this machine.
///
/// @param mode one of `SANDBOX`, `NONE` and `OFF` (`JAUNT_SANDBOX`)
/// @param rounds how often new failures go back to the model, at most (`JAUNT_CHECK_ROUNDS`)
/// @param limits of one command (`JAUNT_CHECK_SECONDS`, `JAUNT_CHECK_MEMORY_MIB`,
///   `JAUNT_CHECK_PROCESSES`, `JAUNT_CHECK_DISK_MIB`, `JAUNT_CHECK_OUTPUT_MIB`)
public record Checks(CheckMode mode, int rounds, CheckLimits limits) {

    private static final String MODE = "JAUNT_SANDBOX";
    private static final int MAX_MIB = 1_048_576;

    static Checks of(SettingValues values) {
        CheckLimits standard = CheckLimits.STANDARD;
        return new Checks(
                values.text(MODE).map(Checks::mode).orElse(CheckMode.SANDBOX),
                values.number("JAUNT_CHECK_ROUNDS", 0, 10, Checking.STANDARD_ROUNDS),
                new CheckLimits(
                        values.number("JAUNT_CHECK_SECONDS", 1, 86_400, standard.seconds()),
                        values.number("JAUNT_CHECK_MEMORY_MIB", 64, MAX_MIB, standard.memoryMib()),
                        values.number("JAUNT_CHECK_PROCESSES", 8, 1_000_000, standard.processes()),
                        values.number("JAUNT_CHECK_DISK_MIB", 16, MAX_MIB, standard.diskMib()),
                        values.number("JAUNT_CHECK_OUTPUT_MIB", 1, 4_096, standard.outputMib())));
    }

    private static CheckMode mode(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "sandbox" -> CheckMode.SANDBOX;
            case "none" -> CheckMode.NONE;
            case "off" -> CheckMode.OFF;
            default ->
                    throw new IllegalArgumentException(
                            "%s \"%s\": expected sandbox, none or off".formatted(MODE, text));
        };
    }

    /// Whether an administrator has to allow each command, since nothing holds it.
    public boolean needPermission() {
        return mode == CheckMode.NONE;
    }
}
