package dev.pithyjaunt.runner;

import dev.pithyjaunt.protocol.catalog.ModelCatalog;
import dev.pithyjaunt.runner.apply.ApplyCommand;
import dev.pithyjaunt.runner.demo.DemoCommand;
import dev.pithyjaunt.runner.demo.WarmUpCommand;
import dev.pithyjaunt.runner.doctor.DoctorCommand;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.generate.GenerateCommand;
import dev.pithyjaunt.runner.init.InitCommand;
import dev.pithyjaunt.runner.publish.PublishCommand;
import dev.pithyjaunt.runner.replay.ReplayCommand;
import dev.pithyjaunt.runner.report.ReportCommand;
import dev.pithyjaunt.runner.run.RunCommand;
import dev.pithyjaunt.runner.survey.SurveyCommand;
import dev.pithyjaunt.runner.validate.ValidateCommand;

import picocli.CommandLine;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The program `jaunt`.
@CommandLine.Command(
        name = "jaunt",
        mixinStandardHelpOptions = true,
        description = {
            "A task in plain words for a git repository becomes a branch that can be trusted:",
            "the patch, what the repository's own checks said before and after, and what it cost.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "The server, each with --help:",
            "  serve            Start it.",
            "  sign-in-link     Print a link that signs its administrator in.",
            "  backup           Copy its database and secrets, while it runs.",
            "",
            "Commands of the launcher, each with --help:",
            "  build            Build what changed.",
            "  package          Write the archive that workflows run.",
            "  format           Format the sources of this project.",
            "  test             Run all tests and checks of this project.",
            "  scripted-model   Serve scripted answers in place of a model.",
            "  bench            Measure the parts: replies, fitting, syntax, survey, localization, agent, validate,",
            "                   workflow.",
            "",
            "Settings come from the environment and from .env beside ./jaunt; .env.example lists them.",
            "'./jaunt COMMAND --help' describes a command's options."
        })
public final class Jaunt {

    /// By name, in the order in which help lists them.
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("demo", DemoCommand.class);
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("generate", GenerateCommand.class);
        COMMANDS.put("validate", ValidateCommand.class);
        COMMANDS.put("publish", PublishCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("survey", SurveyCommand.class);
        COMMANDS.put("apply", ApplyCommand.class);
        COMMANDS.put("replay", ReplayCommand.class);
        COMMANDS.put("init", InitCommand.class);
        COMMANDS.put("doctor", DoctorCommand.class);
    }

    private Jaunt() {}

    /// Runs one command and exits with its code.
    public static void main(String[] arguments) {
        System.setOut(utf8(System.out));
        System.setErr(utf8(System.err));
        loadAhead(arguments);
        Interrupts interrupts = Interrupts.of(Thread.currentThread());
        interrupts.exit(commandLine(interrupts, arguments).execute(arguments));
    }

    /// What asks models reads JSON and the catalog of models first of all, whose classes take as
    /// long to make ready as the options: one beside the other.
    private static void loadAhead(String[] arguments) {
        if (arguments.length > 0 && Set.of("run", "generate").contains(arguments[0])) {
            Thread.ofPlatform().daemon().name("load-ahead").start(ModelCatalog::standard);
        }
    }

    /// With the one command that is asked for, or with all where the first argument is none: the
    /// options of all take longer to read from their annotations than most of them run.
    private static CommandLine commandLine(Interrupts interrupts, String[] arguments) {
        CommandLine jaunt = new CommandLine(new Jaunt(), new CommandFactory(interrupts));
        Class<?> asked = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        if (asked != null) {
            jaunt.addSubcommand(arguments[0], asked);
        } else {
            COMMANDS.forEach(jaunt::addSubcommand);
            jaunt.addSubcommand(WarmUpCommand.class);
            jaunt.addSubcommand(CommandLine.HelpCommand.class);
        }
        jaunt.getCommandSpec().versionProvider(new Version());
        jaunt.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        return jaunt.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Jaunt::explainUsage)
                .setExecutionExceptionHandler(Jaunt::explainFailure)
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

    /// What is not expected anywhere: a fault of this program, told in full.
    private static int explainFailure(
            Exception e, CommandLine command, CommandLine.ParseResult result) {
        e.printStackTrace(command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
