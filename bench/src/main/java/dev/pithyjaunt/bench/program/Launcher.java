package dev.pithyjaunt.bench.program;

import dev.pithyjaunt.bench.data.BadInputException;

import java.nio.file.Files;
import java.nio.file.Path;

/// The program `./jaunt` that started this one.
public final class Launcher {

    private Launcher() {}

    /// @throws BadInputException when this was started by something else
    public static Path find() {
        Path launcher = Path.of(System.getProperty("jaunt.root", "."), "jaunt").toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw new BadInputException(
                    launcher, "it is no program: start this with ./jaunt bench");
        }
        return launcher.normalize();
    }
}
