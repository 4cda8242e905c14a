package dev.pithyjaunt.bench.validate;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.program.Launcher;
import dev.pithyjaunt.bench.program.Scratch;

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
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what ./jaunt validate takes as a whole process, beside the same commands run plainly,"
                    + " twice, one after the other; and how long after its limit a check that hangs is gone.",
            "",
            "Prints the medians of all rounds but the first, in seconds. What was known of the base is"
                    + " forgotten before each round; what tools downloaded is not."
        })
public final class ValidateCommand implements Callable<Integer> {

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            description =
                    "A git repository, whose HEAD is the base. Default: a small one that is made for it, with a check of about two seconds.")
    private @Nullable Path repository;

    @Option(
            names = "--set-up",
            paramLabel = "CMD",
            description = "What prepares a clone of it for the plain runs. Default: nothing.")
    private String setUp = "";

    @Option(
            names = "--check",
            paramLabel = "CMD",
            description =
                    "The command of the plain runs, as validate finds it in the repository. Needed with --repo.")
    private @Nullable String check;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "4",
            description = "How often each is run, at least 2; the first doesn't count. Default: 4.")
    private int rounds = 4;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (rounds < 2) {
            throw usage("--rounds must be at least 2");
        }
        if ((repository == null) != (check == null)) {
            throw usage("--repo and --check go together");
        }
        try (Scratch scratch = Scratch.make()) {
            Subject subject =
                    repository == null || check == null
                            ? Subject.made(scratch.folder())
                            : new Subject(repository.toAbsolutePath(), setUp, check);
            measure(subject, scratch.folder());
            return 0;
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(requireNonNull(spec).commandLine(), message);
    }

    private void measure(Subject subject, Path scratch) throws InterruptedException {
        ValidateProgram program = new ValidateProgram(Launcher.find(), scratch.resolve("home"));
        List<Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Path folder = scratch.resolve("round-" + i);
            double plain = subject.plainly(folder.resolve("base"));
            plain += subject.plainly(folder.resolve("patched"));
            all.add(
                    new Round(
                            plain,
                            program.validate(subject, folder.resolve("checked")),
                            program.afterLimit(subject, folder.resolve("hung"))));
            Scratch.delete(folder);
        }
        print(all.subList(1, all.size()));
    }

    private void print(List<Round> counted) {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        double plain = median(counted, Round::plain);
        double checked = median(counted, Round::checked);
        line(out, "two plain runs", plain);
        line(out, "validate", checked);
        line(out, "over the plain runs", checked - plain);
        line(out, "allowed: 10 % + 1 s", 0.1 * plain + 1);
        line(out, "a hung check gone after", median(counted, Round::afterLimit));
    }

    private static void line(PrintWriter out, String name, double seconds) {
        out.println(String.format(Locale.ROOT, "%-24s %6.2f s", name, seconds));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// In seconds.
    ///
    /// @param plain both plain runs together
    /// @param checked `./jaunt validate` from its start to its end
    /// @param afterLimit from a hung check's limit to its end
    private record Round(double plain, double checked, double afterLimit) {}
}
