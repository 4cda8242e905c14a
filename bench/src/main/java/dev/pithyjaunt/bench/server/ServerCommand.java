package dev.pithyjaunt.bench.server;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.server.store.StoreCommand;
import dev.pithyjaunt.bench.server.tasks.TasksCommand;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the built server as a program of its own, on a new database: SQLite, or a PostgreSQL that"
                    + " comes as a library. Both wait for the disk at every commit. Server, database and"
                    + " load share this machine's processors: read the figures beside those of the others."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            EventsCommand.class,
            ExecuteCommand.class,
            TasksCommand.class,
            StoreCommand.class,
            StartCommand.class
        })
public final class ServerCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                requireNonNull(spec).commandLine(), "which measure? See --help");
    }
}
