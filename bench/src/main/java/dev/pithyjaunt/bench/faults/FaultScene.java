package dev.pithyjaunt.bench.faults;

import java.nio.file.Path;

/// One kind of thing that breaks, played to its end.
interface FaultScene {

    /// As `--scene` has it.
    String name();

    /// @param folder a new one, for all that it keeps
    /// @param seed of all that is left to chance
    /// @return what was seen; never an exception for what the server did wrong
    Row play(Path folder, Size size, long seed);
}
