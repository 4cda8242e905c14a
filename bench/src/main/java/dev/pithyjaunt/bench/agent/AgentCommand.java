package dev.pithyjaunt.bench.agent;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.program.Launcher;
import dev.pithyjaunt.bench.program.Scratch;
import dev.pithyjaunt.protocol.Json;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what an execution costs besides the model: ./jaunt generate as a whole process, in"
                    + " front of a scripted model that answers at once.",
            "",
            "Prints for each repository the medians of all rounds but the first: seconds to the first"
                    + " request, in all, and outside the model; the highest memory of the process and of"
                    + " the largest git it started (Linux only); bytes of the first request, and its bytes"
                    + " and o200k_base tokens without what it shows of the repository."
        })
public final class AgentCommand implements Callable<Integer> {

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            description =
                    "A git repository, whose HEAD is taken; may be given several times. Default: a tiny one"
                            + " that is made for it, and in which one line is changed.")
    private List<Path> repositories = List.of();

    @Option(
            names = "--task",
            paramLabel = "TEXT",
            description = "What is asked for. Default: something small.")
    private @Nullable String task;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each is run, at least 2; the first doesn't count. Default: 5.")
    private int rounds = 5;

    @Option(names = "--json", description = "Print one JSON object a repository.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (rounds < 2) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(), "--rounds must be at least 2");
        }
        List<Measured> measured;
        try (Scratch scratch = Scratch.make()) {
            measured = measure(scratch.folder());
        }
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        (json ? measured.stream().map(Json::line).toList() : AgentTable.lines(measured))
                .forEach(out::println);
        return 0;
    }

    private List<Measured> measure(Path scratch) {
        GenerateProgram program = new GenerateProgram(Launcher.find());
        List<Subject> subjects =
                repositories.isEmpty()
                        ? List.of(Subject.tiny(scratch, task))
                        : repositories.stream().map(path -> Subject.of(path, task)).toList();
        List<Measured> measured = new ArrayList<>();
        for (Subject subject : subjects) {
            List<Round> all = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                Path folder = scratch.resolve("execution-%d-%d".formatted(measured.size(), i));
                all.add(program.run(subject, folder));
                Scratch.delete(folder);
            }
            measured.add(Measured.of(subject.name(), subject.files(), all));
        }
        return measured;
    }
}
