package dev.pithyjaunt.runner.validate;

import java.time.Duration;

/// A command of the repository: a part of its set-up, or a check.
///
/// @param command for a POSIX shell
/// @param folder of the work tree in which it runs, relative; empty for the root
/// @param source what names it, such as `package.json: scripts.test`
/// @param time after which it is stopped
record Step(String command, String folder, String source, Duration time) {

    /// The command, with its folder where that is not the root.
    String shown() {
        return folder.isEmpty() ? command : "%s (in %s)".formatted(command, folder);
    }
}
