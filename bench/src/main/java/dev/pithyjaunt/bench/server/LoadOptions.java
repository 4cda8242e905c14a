package dev.pithyjaunt.bench.server;

import dev.pithyjaunt.bench.program.DatabaseKind;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.List;

/// Options of the measures under load.
final class LoadOptions {

    @Option(
            names = "--database",
            paramLabel = "NAME",
            defaultValue = "both",
            description = "${COMPLETION-CANDIDATES}. Default: both.")
    private DatabaseChoice database = DatabaseChoice.both;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long each load is measured. Default: 20.")
    private int seconds = 20;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "60",
            description =
                    "Seconds of the same load before that: the server's compiler takes part of the processors"
                            + " until it has seen enough. Default: 60.")
    private int warmUp = 60;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "20",
            description = "Keep-alive connections, one request at a time on each. Default: 20.")
    private int connections = 20;

    List<DatabaseKind> databases() {
        return database.kinds();
    }

    Duration duration() {
        return Duration.ofSeconds(Math.max(1, seconds));
    }

    Duration warmUp() {
        return Duration.ofSeconds(Math.max(1, warmUp));
    }

    int connections() {
        return Math.max(1, connections);
    }
}
