package dev.pithyjaunt.bench.workflow;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.program.Launcher;
import dev.pithyjaunt.bench.program.Scratch;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "workflow",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the workflow file of executions from a task to its pull request, as a person starts it:"
                    + " on a stand-in for GitHub on this machine, with real git, bash and gh, the archive of"
                    + " ./jaunt package, a small repository, and a scripted model that answers at once.",
            "",
            "Prints, in seconds, what our program takes in each job and what the whole job takes; what our"
                    + " programs take from the start of generate to the pull request, and that with all that"
                    + " jobs do in between; and publish once more, where branch and pull request are there."
        })
public final class WorkflowCommand implements Callable<Integer> {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often it is run. Default: 5.")
    private int rounds = 5;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (rounds < 1) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(), "--rounds must be at least 1");
        }
        List<Round> all = new ArrayList<>();
        try (Scratch scratch = Scratch.make();
                ServedProgram program = ServedProgram.pack(Launcher.find(), scratch.folder());
                Scene scene = new Scene(scratch.folder(), program)) {
            for (int i = 0; i < rounds; i++) {
                all.add(scene.run());
            }
        }
        RoundTable.lines(all).forEach(requireNonNull(spec).commandLine().getOut()::println);
        return 0;
    }
}
