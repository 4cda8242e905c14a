package dev.pithyjaunt.bench.server;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.bench.program.Scratch;
import dev.pithyjaunt.bench.program.ServerProgram;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "How long the server takes from its start until it is ready, the launcher's part included, and the"
                    + " memory and processor time that it takes by then and some seconds later. The first"
                    + " start makes the tables, and does not count."
        })
final class StartCommand implements Callable<Integer> {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often it is started. Default: 5.")
    private int rounds = 5;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long it is left alone before its memory is read. Default: 5.")
    private int idleSeconds = 5;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        double[] ready = new double[Math.max(1, rounds)];
        double[] cpu = new double[ready.length];
        double[] megabytes = new double[ready.length];
        try (Scratch scratch = Scratch.make();
                ServerProgram server =
                        new ServerProgram(scratch.folder(), ServerProgram.Way.LAUNCHER, Map.of())) {
            server.start();
            for (int i = 0; i < ready.length; i++) {
                server.stop();
                server.start();
                ready[i] = server.secondsToReady();
                cpu[i] = server.figures().cpuSeconds();
                Patience.pass(Duration.ofSeconds(idleSeconds));
                megabytes[i] = server.figures().megabytes();
            }
        }
        requireNonNull(spec)
                .commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "medians of %d: ready after %.2f s, with %.2f s of processor time; %.0f MB after %d s%n",
                        ready.length,
                        median(ready),
                        median(cpu),
                        median(megabytes),
                        idleSeconds);
        return 0;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
