package dev.pithyjaunt.bench;

import dev.pithyjaunt.bench.agent.AgentCommand;
import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.bench.faults.FaultsCommand;
import dev.pithyjaunt.bench.fitting.FittingCommand;
import dev.pithyjaunt.bench.localization.LocalizationCommand;
import dev.pithyjaunt.bench.replies.RepliesCommand;
import dev.pithyjaunt.bench.server.ServerCommand;
import dev.pithyjaunt.bench.survey.SurveyCommand;
import dev.pithyjaunt.bench.syntax.SyntaxCommand;
import dev.pithyjaunt.bench.validate.ValidateCommand;
import dev.pithyjaunt.bench.workflow.WorkflowCommand;

import picocli.CommandLine;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The program behind `jaunt bench`.
@CommandLine.Command(
        name = "jaunt bench",
        mixinStandardHelpOptions = true,
        description = "Measures the parts of Pithy Jaunt, on made-up input or on data of yours.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RepliesCommand.class,
            FittingCommand.class,
            SyntaxCommand.class,
            SurveyCommand.class,
            LocalizationCommand.class,
            AgentCommand.class,
            ValidateCommand.class,
            WorkflowCommand.class,
            FaultsCommand.class,
            ServerCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "docs/BENCHMARKS.md has figures, and how they were had."})
public final class Bench {

    private Bench() {}

    /// Runs one measure and exits: 0 when all is well, 1 when a measure found a fault, 2 when the
    /// arguments or the files they name are not usable.
    public static void main(String[] arguments) {
        System.setOut(utf8(System.out));
        System.setErr(utf8(System.err));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setParameterExceptionHandler(Bench::explainUsage)
                .setExecutionExceptionHandler(Bench::explainFailure)
                .setUsageHelpWidth(100);
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private static int explainUsage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + e.getMessage());
        command.getErr().println("'" + name + " --help' describes the options.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int explainFailure(
            Exception e, CommandLine command, CommandLine.ParseResult result) {
        if (e instanceof BadInputException) {
            command.getErr()
                    .println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        e.printStackTrace(command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
