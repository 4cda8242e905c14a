package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/// Runs commands of a repository, each in a [Place]. Implementations differ in what stands between
/// these commands and this machine.
public sealed interface Sandbox extends AutoCloseable
        permits BubblewrapSandbox, OtherUserSandbox, OpenSandbox {

    /// @param folder a new folder for what it needs; the places are below it
    /// @param lines the command lines that are going to be run
    /// @param caches where downloads of the repository are kept over executions
    /// @throws SandboxMissingException when this machine can't do it
    static Sandbox open(CheckMode mode, Path folder, Collection<String> lines, Path caches) {
        return switch (mode) {
            case SANDBOX ->
                    BubblewrapSandbox.open(
                            folder, lines, new KeptCaches(caches, InstantSource.system()));
            case JOB -> OtherUserSandbox.open(folder);
            case NONE -> new OpenSandbox(folder);
            case OFF -> throw new IllegalArgumentException("no check is to be run");
        };
    }

    /// What is in force, and what is not, for people.
    Evidence.Isolation isolation();

    /// Whether commands find every place at the same path, so that what was prepared in one of them
    /// holds in a copy.
    boolean hasOnePath();

    /// The path at which commands find the work tree of a place.
    String pathOfTree(Place place);

    /// The path at which commands find the place's folder for reports.
    String pathOfReports(Place place);

    /// A new place without a file. Put them into [Place#tree()], then [#handOver].
    ///
    /// @param readable folders of this machine that commands may read at their own paths
    Place newPlace(List<Path> readable);

    /// Gives the files of a place to whom its commands run as.
    void handOver(Place place);

    /// A new place that has what the other one has now, and leaves it as it is; the other one must
    /// not be run in any more. Where paths differ between places it is that place itself.
    Place copy(Place place);

    /// Runs a command to its end, or to the first of its limits. Nothing that it started is left.
    ///
    /// @param output gets what it prints, both streams as one
    /// @throws java.util.concurrent.CancellationException when the calling thread is interrupted;
    ///   everything has ended then
    Run run(Place place, Job job, Drain output);

    /// Keeps what tools have downloaded in a place for other sandboxes of the same repository. The
    /// place must not be used any more.
    void keepCaches(Place place);

    /// Takes a place away.
    void remove(Place place);

    /// Takes away what is not a place.
    @Override
    void close();
}
