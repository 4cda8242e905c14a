package dev.pithyjaunt.runner.init;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where standard output goes.
final class Terminal {

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private Terminal() {}

    /// Whether people see it. Java tells only when standard input is a terminal too; Linux always.
    static boolean showsOutput() {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            return true;
        }
        try {
            return isTerminal(Files.readSymbolicLink(STANDARD_OUTPUT).toString());
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/")
                || device.startsWith("/dev/tty")
                || device.equals("/dev/console");
    }
}
