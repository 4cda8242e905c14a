package dev.pithyjaunt.bench.server.store;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Person;
import dev.pithyjaunt.bench.program.Scratch;
import dev.pithyjaunt.bench.program.ServerDatabase;
import dev.pithyjaunt.bench.program.ServerProgram;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = {
            "How soon the server answers that has many tasks and log lines in its store: lists, the page of a"
                    + " task, pages of logs. Rows are written straight into its tables, in its own form:"
                    + " each task has one execution that has ended, each chunk of a log ten lines. Then the"
                    + " tables are looked through once (vacuum, analyze), as PostgreSQL does by itself in time.",
            "",
            "Each question is asked 50 times before it counts, one at a time, mostly about another place each time."
        })
public final class StoreCommand implements Callable<Integer> {

    @Option(
            names = "--database",
            paramLabel = "NAME",
            defaultValue = "postgresql",
            converter = Kind.class,
            description = "sqlite or postgresql. Default: postgresql.")
    private DatabaseKind kind = DatabaseKind.POSTGRESQL;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Tasks, with one execution each. Default: 100,000.")
    private int tasks = 100_000;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "10000000",
            description =
                    "Log lines: 100,000 of one task, 1,000 of up to a hundred, the rest of all others; with less"
                            + " than ten million these have less too. Default: 10,000,000.")
    private long lines = 10_000_000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "100",
            description = "How often each question is asked. Default: 100.")
    private int rounds = 100;

    @Spec private @Nullable CommandSpec spec;

    /// By the lower-case word.
    private static final class Kind implements ITypeConverter<DatabaseKind> {

        @Override
        public DatabaseKind convert(String word) {
            return Arrays.stream(DatabaseKind.values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "expected sqlite or postgresql, but was \"" + word + "\""));
        }
    }

    @Override
    public Integer call() throws SQLException {
        if (tasks < LogSizes.MIN_TASKS || lines < LogSizes.MIN_LINES || rounds < 1) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(),
                    "expected at least %d --tasks, %d --lines and 1 of --rounds"
                            .formatted(LogSizes.MIN_TASKS, LogSizes.MIN_LINES));
        }
        try (Scratch scratch = Scratch.make();
                ServerDatabase database = ServerDatabase.open(kind, scratch.folder());
                ServerProgram server =
                        new ServerProgram(
                                scratch.folder(),
                                ServerProgram.Way.LAUNCHER,
                                database.settings())) {
            // It makes the tables, and the administrator.
            server.start();
            try (Person administrator = Person.signIn(server.address(), server.firstLink())) {
                server.stop();
                LogSizes sizes = LogSizes.spread(tasks, lines);
                Filled filled = fill(database, sizes);
                server.start();
                ask(filled, sizes, administrator);
            }
            say(
                    String.format(
                            Locale.ROOT,
                            "the server held %.0f MB at most",
                            server.figures().peakMegabytes()));
            return 0;
        }
    }

    private void ask(Filled filled, LogSizes sizes, Person administrator) {
        // Asks until it is there.
        var _ = administrator.get("/api/repo");
        say(Latencies.head());
        try (Person few = administrator.as(filled.few())) {
            new Questions(filled, sizes, administrator, few)
                    .ask(rounds, answers -> say(answers.line()));
        }
    }

    private Filled fill(ServerDatabase database, LogSizes sizes) throws SQLException {
        tidy(database);
        long before = database.bytes();
        long start = System.nanoTime();
        Filled filled;
        try (Connection connection = database.connect();
                StoreFill fill = new StoreFill(connection, InstantSource.system().millis())) {
            filled = fill.fill(sizes);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        tidy(database);
        long after = database.bytes();
        say(
                String.format(
                        Locale.ROOT,
                        "%s: %,d tasks, %,d log lines in %,d chunks, stored in %.0f s",
                        kind.word(),
                        tasks,
                        lines,
                        filled.chunks(),
                        seconds));
        say(
                String.format(
                        Locale.ROOT,
                        "on the disk: %.1f MB before, %.1f MB after; %.0f bytes a line, all else with it",
                        before / 1e6,
                        after / 1e6,
                        (after - before) / (double) lines));
        return filled;
    }

    /// What the databases do by themselves in time.
    private static void tidy(ServerDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            switch (database.kind()) {
                case SQLITE -> statement.execute("pragma wal_checkpoint(truncate)");
                case POSTGRESQL -> {
                    statement.execute("vacuum analyze");
                    statement.execute("checkpoint");
                }
            }
        }
    }

    private void say(String line) {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
