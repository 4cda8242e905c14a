package dev.pithyjaunt.bench.localization;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.bench.data.Lines;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "localization",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks the files of commits for the descriptions of the changes that people made on them.",
            "",
            "Prints r@K, the share of the changed files among the first K, and MRR, the mean of 1 over"
                    + " the rank of the first changed one (0 from rank 21 on), both in percent: of the"
                    + " ranking, of two of its signals each alone, by repository with the mean milliseconds"
                    + " a change, and without each of its signals. Tests are not ranked. The exit code is 1"
                    + " if no change could be ranked."
        })
public final class LocalizationCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description =
                    "The changes, one JSON object a line: id, repo (owner/name), baseCommit, task,"
                            + " changedFiles [path], candidateExtensions [\".java\"]: which files are"
                            + " ranked. Unpacked if it ends in .xz.")
    private Path data = Path.of("");

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where to write a JSON object a line for each ranked change, in their order: id,"
                            + " ranked (the 20 best paths, best first), millis.")
    private @Nullable Path out;

    @Option(
            names = "--signals",
            paramLabel = "FILE",
            description =
                    "Where to write what weights are fitted to, a JSON object a line for each ranked"
                            + " change: id, repo, changed [path], rows [{p: path, s: {signal: 0 to 1}}] of"
                            + " the 300 best files and of the changed ones.")
    private @Nullable Path signals;

    @Spec private @Nullable CommandSpec spec;

    /// Where the files are.
    private static final class Source {

        @Option(
                names = "--trees",
                paramLabel = "FILE",
                description =
                        "The files that changes were made on, one JSON object a line: type (blob), oid,"
                                + " text; or type (tree), id (of the change), files {path: oid}. Without"
                                + " past commits. Unpacked if it ends in .xz.")
        private @Nullable Path trees;

        @Option(
                names = "--repositories",
                paramLabel = "DIR",
                description =
                        "A folder of clones called owner+name, bare or not; each may be in a folder repo"
                                + " of its own.")
        private @Nullable Path repositories;

        private Bases bases() {
            return trees != null
                    ? RecordedTrees.read(trees)
                    : Clones.in(requireNonNull(repositories));
        }
    }

    @Override
    public Integer call() {
        Rankings rankings = Rankings.of(changes(), source.bases());
        if (out != null) {
            Lines.write(out, rankings.ranked().stream().map(Ranked::line).toList());
        }
        if (signals != null) {
            Lines.write(signals, rankings.ranked().stream().map(SignalsLine::of).toList());
        }
        new LocalizationTable(rankings)
                .lines()
                .forEach(requireNonNull(spec).commandLine().getOut()::println);
        return rankings.ranked().isEmpty() ? 1 : 0;
    }

    private List<RecordedChange> changes() {
        List<RecordedChange> changes = new ArrayList<>();
        Lines.read(data, RecordedChange.class, changes::add);
        if (changes.isEmpty()) {
            throw new BadInputException(data, "it holds no change");
        }
        return changes;
    }
}
