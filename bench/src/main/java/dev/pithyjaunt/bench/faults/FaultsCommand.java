package dev.pithyjaunt.bench.faults;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.program.Scratch;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Breaks what Pithy Jaunt stands on and counts what is lost: kills the server and its runners,"
                    + " fills and stops the database, takes GitHub (a stand-in) and the network away, all"
                    + " under load and with real processes.",
            "",
            "Prints a row for each scene: how often something was broken, what the server acknowledged, what"
                    + " of that was not there afterwards, what was there or counted twice, and executions that"
                    + " had not ended 60 seconds after their deadline. Exits with 1 when a row is not as it has"
                    + " to be."
        })
public final class FaultsCommand implements Callable<Integer> {

    @Option(
            names = "--scene",
            paramLabel = "NAME",
            description = "Plays only this one; can be given again. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--short", description = "The small form: each scene once, in minutes.")
    private boolean isShort;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of all that is left to chance. Default: the time.")
    private @Nullable Long seed;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many scenes are played at the same time. Default: 1.")
    private int atOnce = 1;

    @Option(names = "--keep", description = "Leaves the folder with logs and databases.")
    private boolean keep;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Size size = isShort ? Size.SHORT : Size.FULL;
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        long chosen = seed == null ? System.currentTimeMillis() : seed;
        out.println("seed " + chosen);
        out.println(FaultsTable.head());
        Scratch scratch = Scratch.make();
        boolean isGood;
        try {
            isGood = play(scratch, size, chosen, out);
        } finally {
            if (!keep) {
                scratch.close();
            }
        }
        if (keep) {
            out.println("all of it is in " + scratch.folder());
        }
        return isGood ? 0 : 1;
    }

    private boolean play(Scratch scratch, Size size, long chosen, PrintWriter out) {
        List<Row> rows =
                new Play(scratch.folder(), size, chosen)
                        .of(chosen(size), atOnce, row -> out.println(FaultsTable.line(row)));
        return rows.stream().allMatch(Row::isGood);
    }

    private List<FaultScene> chosen(Size size) {
        List<FaultScene> all = Scenes.all(size);
        if (names.isEmpty()) {
            return all;
        }
        List<FaultScene> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(
                    all.stream()
                            .filter(scene -> scene.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> unknown(name, all)));
        }
        return chosen;
    }

    private ParameterException unknown(String name, List<FaultScene> all) {
        return new ParameterException(
                requireNonNull(spec).commandLine(),
                "--scene %s: there are %s"
                        .formatted(
                                name,
                                String.join(", ", all.stream().map(FaultScene::name).toList())));
    }
}
