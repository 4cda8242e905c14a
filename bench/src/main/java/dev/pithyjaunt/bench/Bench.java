package dev.pithyjaunt.bench;

import dev.pithyjaunt.bench.replies.RepliesCommand;

import picocli.CommandLine;

/// The program behind `jaunt bench`.
@CommandLine.Command(
        name = "jaunt bench",
        mixinStandardHelpOptions = true,
        description = "Measures the parts of Pithy Jaunt on data of yours.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RepliesCommand.class, CommandLine.HelpCommand.class})
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
