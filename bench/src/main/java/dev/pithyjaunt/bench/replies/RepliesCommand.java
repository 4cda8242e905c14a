package dev.pithyjaunt.bench.replies;

import dev.pithyjaunt.bench.data.Lines;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "replies",
        mixinStandardHelpOptions = true,
        description = {
            "Lands recorded answers of models on the files they were given for.",
            "",
            "Prints for each group, model and format how many were applied, and how many of those"
                    + " faithfully: exactly the lines that they state were changed. Has git print each"
                    + " diff and tries it with plain git apply; the exit code is 1 if that refuses one."
        })
public final class RepliesCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description =
                    "The replies, one JSON object a line: id, model, format, group, reply, files"
                            + " {path: blob id, or null} and perhaps context. Unpacked if it ends in .xz.")
    private Path data = Path.of("");

    @Option(
            names = "--files",
            required = true,
            paramLabel = "FILE",
            description =
                    "The base files, one JSON object a line: oid (the blob id), text. Likewise.")
    private Path files = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where to write a JSON object a line for each reply, in their order: id, outcome"
                            + " (applied, refused, no_edit), reason, diff, micros (reading and fitting,"
                            + " in microseconds).")
    private @Nullable Path out;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Result> results = Results.of(Recording.read(data, files));
        if (out != null) {
            Lines.write(out, results.stream().map(Result::line).toList());
        }
        RepliesTable table = new RepliesTable(results);
        table.lines()
                .forEach(java.util.Objects.requireNonNull(spec).commandLine().getOut()::println);
        return table.refused().isEmpty() ? 0 : 1;
    }
}
