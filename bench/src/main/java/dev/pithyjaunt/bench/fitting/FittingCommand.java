package dev.pithyjaunt.bench.fitting;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "fitting",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how long made-up replies take to be read and fitted.",
            "",
            "200 edits of files of growing length (10 for 100 lines, 100 for 1,000), and the worst"
                    + " cases. Milliseconds are the median of 7 warm runs; growth is how many times as"
                    + " long ten times the lines take, 10 being linear."
        })
public final class FittingCommand implements Callable<Integer> {

    private static final List<Integer> SIZES = List.of(100, 1_000, 10_000, 100_000);
    private static final int MAX_EDITS = 200;

    @Option(
            names = "--largest",
            paramLabel = "LINES",
            defaultValue = "100000",
            description =
                    "The longest file, at most 100,000 lines (the default); with a smaller one the"
                            + " worst cases are left out.")
    private int largest;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        warmUp();
        out.printf("%-30s", "200 edits, ms");
        sizes().forEach(size -> out.printf(Locale.ROOT, " %,9d", size));
        out.printf("  growth%n");
        for (Quote quote : Quote.values()) {
            printRow(out, "blocks", quote);
            printRow(out, "diff", quote);
        }
        if (largest >= SIZES.getLast()) {
            out.printf("%n%-56s %9s  ended%n", "worst cases", "ms");
            WorstCases.all().forEach(worst -> printWorst(out, worst));
        }
        return 0;
    }

    private List<Integer> sizes() {
        return SIZES.stream().filter(size -> size <= largest).toList();
    }

    private static void warmUp() {
        for (int round = 0; round < 5; round++) {
            for (Quote quote : Quote.values()) {
                time("blocks", quote, 1_000);
                time("diff", quote, 1_000);
            }
        }
    }

    private void printRow(PrintWriter out, String form, Quote quote) {
        out.printf("%-30s", form + ", " + quote.name().toLowerCase(Locale.ROOT));
        double before = 0;
        double last = 0;
        for (int size : sizes()) {
            before = last;
            last = time(form, quote, size);
            out.printf(Locale.ROOT, " %9.1f", last);
            out.flush();
        }
        out.printf(Locale.ROOT, "  %6.1f%n", before == 0 ? 0 : last / before);
        out.flush();
    }

    private static double time(String form, Quote quote, int lines) {
        MadeFile file = MadeFile.ofCode(lines);
        int edits = Math.min(MAX_EDITS, Math.max(1, lines / 10));
        MadeReply made = new MadeReply(file, edits, quote);
        Timing timing = Timing.of(form.equals("diff") ? made.diff() : made.blocks(), file);
        if (!timing.ended().startsWith("fitted %,d ".formatted(edits))) {
            throw new IllegalStateException(
                    "%s, %s, %,d lines: %s".formatted(form, quote, lines, timing.ended()));
        }
        return timing.millis();
    }

    private static void printWorst(PrintWriter out, WorstCases.Case worst) {
        Timing timing = Timing.of(worst.reply(), worst.file());
        out.printf(Locale.ROOT, "%-56s %9.0f  %s%n", worst.name(), timing.millis(), timing.ended());
        out.flush();
    }
}
