package dev.pithyjaunt.bench.server.tasks;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.program.Scratch;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;

@Command(
        name = "tasks",
        mixinStandardHelpOptions = true,
        description = {
            "Many tasks of one repository executed at once on the server's own machine, by its real phase"
                    + " programs up to a pushed branch; only the model is scripted, and answers at once."
                    + " No checks are run.",
            "",
            "Each task names a marker that is to be written down, and the model writes down the markers that it"
                    + " is told: patch and branch of a task must name its own, and they, its log and its"
                    + " transcript no other one. Afterwards what is left behind is looked for: work folders,"
                    + " children of the server, rows that have not ended.",
            "",
            "Exits with 1 when a task is not completed, mixed up, or something is left behind."
        })
public final class TasksCommand implements Callable<Integer> {

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many are executed. Default: 100.")
    private int tasks = 100;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many of them run at the same time, at most. Default: 4.")
    private int limit = 4;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        if (tasks < 1 || limit < 1) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(), "--tasks and --limit must be at least 1");
        }
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (Scratch scratch = Scratch.make();
                TasksScene scene = new TasksScene(scratch.folder(), limit)) {
            TasksResult result = scene.play(tasks);
            result.lines().forEach(out::println);
            out.flush();
            return result.isGood() ? 0 : 1;
        }
    }
}
