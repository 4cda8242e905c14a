package dev.pithyjaunt.bench.server;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Scratch;
import dev.pithyjaunt.bench.program.ServerDatabase;
import dev.pithyjaunt.bench.program.ServerProgram;
import dev.pithyjaunt.protocol.signature.Secret;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = {
            "How many signed events a second the server verifies and stores: log lines of many executions,"
                    + " about 600 bytes each. Afterwards what was acknowledged is counted against what is stored.",
            "",
            "Beside it, in the same run: a plain HTTP server of node's that verifies the same events and stores"
                    + " nothing, and the same rows stored by nothing but their database."
        })
final class EventsCommand implements Callable<Integer> {

    /// Of the events that runners sign.
    private static final String MASTER_SECRET = "what only the benchmark and its server know";

    @Mixin private LoadOptions options = new LoadOptions();

    @Option(
            names = "--executions",
            paramLabel = "N",
            defaultValue = "600",
            description =
                    "Executions whose lines they are; each may send 20 events a second. Default: 600.")
    private int executions = 600;

    @Option(names = "--no-peers", description = "Leave the others out.")
    private boolean withoutPeers;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        boolean isRight = true;
        out.println(Figures.HEADER);
        for (DatabaseKind kind : options.databases()) {
            isRight &= measure(kind, out);
        }
        if (!withoutPeers) {
            Peers.measure(options, out);
        }
        return isRight ? 0 : 1;
    }

    private boolean measure(DatabaseKind kind, PrintWriter out) throws IOException, SQLException {
        try (Scratch scratch = Scratch.make();
                ServerDatabase database = ServerDatabase.open(kind, scratch.folder());
                ServerProgram server =
                        new ServerProgram(
                                scratch.folder(),
                                ServerProgram.Way.LAUNCHER,
                                database.settings())) {
            server.set("GITHUB_WEBHOOK_SECRET", MASTER_SECRET);
            // All events are of one repository.
            server.set("JAUNT_EVENTS_OF_REPOSITORY_PER_SECOND", "0");
            server.start();
            return measure(database, server, out);
        }
    }

    private boolean measure(ServerDatabase database, ServerProgram server, PrintWriter out)
            throws IOException, SQLException {
        try (Rows rows = new Rows(database)) {
            String owner = rows.owner();
            String repository = rows.repository(owner);
            List<Rows.Open> open = rows.executions(owner, repository, executions);
            Secret secret = Secret.ofRepository(Secret.of(MASTER_SECRET), repository);
            SignedEvents events = new SignedEvents(open, options.connections(), secret);
            Load load = new Load(server.address().getPort(), events);
            Tally warm = load.run(options.connections(), options.warmUp());
            double cpu = server.figures().cpuSeconds();
            Tally tally = load.run(options.connections(), options.duration());
            cpu = server.figures().cpuSeconds() - cpu;
            out.println(
                    Figures.line(
                            "pithy-jaunt, " + database.kind().word(),
                            tally,
                            cpu,
                            server.figures().peakMegabytes()));
            return isStored(rows, warm.count(200) + tally.count(200), tally, out);
        }
    }

    /// Whether what was acknowledged is stored, once.
    private static boolean isStored(Rows rows, long acknowledged, Tally tally, PrintWriter out)
            throws SQLException {
        long chunks = rows.number("select count(*) from log_chunk");
        long lines = rows.number("select coalesce(sum(line_count), 0) from log_chunk");
        long positions = rows.number("select coalesce(sum(last_position), 0) from execution");
        out.printf(
                Locale.ROOT,
                "  acknowledged %d, stored %d; lines %d, expected %d, by position %d%s%n",
                acknowledged,
                chunks,
                lines,
                acknowledged * SignedEvents.LINES,
                positions,
                tally.count() == tally.count(200) ? "" : "; statuses " + tally.statuses());
        out.flush();
        return chunks == acknowledged
                && lines == acknowledged * SignedEvents.LINES
                && positions == lines;
    }
}
