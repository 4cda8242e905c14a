package dev.pithyjaunt.bench.server;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Person;
import dev.pithyjaunt.bench.program.Scratch;
import dev.pithyjaunt.bench.program.ServerDatabase;
import dev.pithyjaunt.bench.program.ServerProgram;
import dev.pithyjaunt.testkit.TestRepository;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

@Command(
        name = "execute",
        mixinStandardHelpOptions = true,
        description = {
            "How many executions a second are accepted, each of a task of its own. The first one takes the only"
                    + " slot, and its model never answers: the others wait. Afterwards those accepted are"
                    + " counted against those stored, and those that wait."
        })
final class ExecuteCommand implements Callable<Integer> {

    private static final int NOBODY_ANSWERS = 10;

    /// Longer than any measurement.
    private static final String LONG_SECONDS = "36000";

    @Mixin private LoadOptions options = new LoadOptions();

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "60000",
            description = "Tasks to execute, at most. Default: 60,000.")
    private int tasks = 60_000;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        boolean isRight = true;
        out.println(Figures.HEADER);
        for (DatabaseKind kind : options.databases()) {
            isRight &= measure(kind, out);
        }
        return isRight ? 0 : 1;
    }

    private boolean measure(DatabaseKind kind, PrintWriter out) throws IOException, SQLException {
        try (Scratch scratch = Scratch.make();
                ServerDatabase database = ServerDatabase.open(kind, scratch.folder());
                ServerSocket model =
                        new ServerSocket(0, NOBODY_ANSWERS, InetAddress.getLoopbackAddress());
                ServerProgram server =
                        new ServerProgram(
                                scratch.folder(),
                                ServerProgram.Way.LAUNCHER,
                                settings(database, model.getLocalPort()))) {
            Path root = scratch.folder().resolve("root");
            server.set("JAUNT_LOCAL_ROOT", root.toString());
            TestRepository checkout = TestRepository.create(root.resolve("notes"));
            checkout.write("notes.txt", "nobody was here\n").commit("base");
            server.start();
            return measure(database, server, checkout, out);
        }
    }

    private boolean measure(
            ServerDatabase database, ServerProgram server, TestRepository checkout, PrintWriter out)
            throws IOException, SQLException {
        try (Person person = Person.signIn(server.address(), server.firstLink());
                Rows rows = new Rows(database)) {
            String owner = rows.text("select account_id from api_token");
            String repository = person.connect(checkout.path());
            List<String> ids = rows.tasks(owner, repository, tasks);
            AtomicInteger next = new AtomicInteger();
            Load load =
                    new Load(
                            server.address().getPort(),
                            _ -> {
                                int index = next.getAndIncrement();
                                return index < ids.size()
                                        ? person.request(
                                                "POST", "/api/task/" + ids.get(index) + "/execute")
                                        : new byte[0];
                            });
            Tally warm = load.run(options.connections(), options.warmUp());
            double cpu = server.figures().cpuSeconds();
            Tally tally = load.run(options.connections(), options.duration());
            cpu = server.figures().cpuSeconds() - cpu;
            out.println(
                    Figures.line(
                            "execute, " + database.kind().word(),
                            tally,
                            cpu,
                            server.figures().peakMegabytes()));
            long accepted = warm.count(202) + tally.count(202);
            long stored = rows.number("select count(*) from execution");
            long waiting = rows.number("select count(*) from execution where status = 'waiting'");
            out.printf(
                    Locale.ROOT,
                    "  accepted %d, stored %d, waiting %d%s%n",
                    accepted,
                    stored,
                    waiting,
                    tally.count() == tally.count(202) ? "" : "; statuses " + tally.statuses());
            out.flush();
            return accepted == stored && waiting == accepted - 1;
        }
    }

    private static Map<String, String> settings(ServerDatabase database, int silentPort) {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("MODEL_PROVIDER", "openai");
        settings.put("MODEL_NAME", "silent");
        settings.put("OPENAI_BASE_URL", "http://127.0.0.1:%d/v1".formatted(silentPort));
        settings.put("OPENAI_API_KEY", "silent-needs-no-key");
        settings.put("JAUNT_SANDBOX", "off");
        settings.put("JAUNT_MODEL_SECONDS", LONG_SECONDS);
        settings.put("JAUNT_EXECUTION_SECONDS", LONG_SECONDS);
        settings.put("JAUNT_MAX_RUNNING", "1");
        settings.put("JAUNT_MAX_RUNNING_IN_ALL", "1");
        settings.put("JAUNT_MAX_WAITING", "200000");
        return settings;
    }
}
