package dev.pithyjaunt.bench.server.tasks;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.bench.program.Person;
import dev.pithyjaunt.bench.program.ServerDatabase;
import dev.pithyjaunt.bench.program.ServerProgram;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// A server as people start it, with one repository on its machine and a scripted model.
final class TasksScene implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(200);

    /// An execution has ten minutes, and the queue of all of them some more.
    private static final Duration LAST = Duration.ofMinutes(15);

    private static final Duration A_TASK = Duration.ofSeconds(20);

    /// By then what an execution leaves is gone after its end.
    private static final Duration GONE = Duration.ofSeconds(30);

    private final ScriptedModel model;
    private final TestRepository checkout;
    private final ServerDatabase database;
    private final ServerProgram server;
    private final Person person;
    private final String repositoryId;

    /// @param limit executions at the same time
    TasksScene(Path folder, int limit) {
        model = ScriptedModel.start(TasksScene::answer);
        checkout = TestRepository.create(folder.resolve("root/notes"));
        checkout.write("notes.txt", "nobody was here\n").commit("base");
        database = ServerDatabase.open(DatabaseKind.SQLITE, folder);
        server = new ServerProgram(folder, ServerProgram.Way.LAUNCHER, settings(folder, limit));
        try {
            server.start();
            person = Person.signIn(server.address(), server.firstLink());
            repositoryId = person.connect(checkout.path());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Map<String, String> settings(Path folder, int limit) {
        Map<String, String> settings = new HashMap<>();
        settings.put("MODEL_PROVIDER", "openai");
        settings.put("MODEL_NAME", "scripted");
        settings.put("OPENAI_BASE_URL", model.baseUri().toString());
        settings.put("OPENAI_API_KEY", "scripted-needs-no-key");
        settings.put("JAUNT_LOCAL_ROOT", folder.resolve("root").toAbsolutePath().toString());
        settings.put("JAUNT_SANDBOX", "off");
        settings.put("JAUNT_MAX_RUNNING_IN_ALL", Integer.toString(limit));
        // Of this machine's slots, which are two otherwise.
        settings.put("JAUNT_MAX_RUNNING", Integer.toString(limit));
        settings.put("JAUNT_MAX_WAITING", "100000");
        return settings;
    }

    /// Writes down the markers that it is told, those of others too.
    static Answer answer(ModelRequest request) {
        return new Answer.Text(
                """
                I write it down.
                notes.txt
                <<<<<<< SEARCH
                nobody was here
                =======
                %s
                >>>>>>> REPLACE
                """
                        .formatted(String.join("\n", Marker.in(request.text()))));
    }

    private record Given(Marker marker, String taskId) {}

    /// Executes tasks, all at once, and looks at what they leave.
    TasksResult play(int count) throws SQLException {
        List<Given> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(task());
        }
        long start = System.nanoTime();
        double seconds;
        TasksResult.Memory memory;
        try (MemoryWatch watch = new MemoryWatch(server.handle())) {
            execute(tasks);
            boolean _ = Patience.until(LAST.plus(A_TASK.multipliedBy(count)), this::isAllOver);
            seconds = (System.nanoTime() - start) / 1e9;
            memory = watch.most();
        }
        boolean _ = Patience.until(GONE, () -> folders().isEmpty() && children().isEmpty());
        return result(tasks, seconds, memory);
    }

    private Given task() {
        Marker marker = Marker.next();
        String id =
                person.must(
                                "POST",
                                "/api/task",
                                Map.of(
                                        "repositoryId",
                                        repositoryId,
                                        "description",
                                        "Write %s into notes.txt".formatted(marker.text())))
                        .path("id")
                        .asString();
        return new Given(marker, id);
    }

    private void execute(List<Given> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> asked = new ArrayList<>();
            for (Given task : tasks) {
                String path = "/api/task/" + task.taskId() + "/execute";
                asked.add(threads.submit(() -> person.must("POST", path, null)));
            }
            for (Future<JsonNode> one : asked) {
                one.get();
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isAllOver() {
        Patience.pass(PAUSE);
        return person.get("/api/task?status=running&limit=1").path("items").isEmpty();
    }

    private TasksResult result(List<Given> tasks, double seconds, TasksResult.Memory memory)
            throws SQLException {
        List<String> faults = new ArrayList<>();
        int completed = 0;
        int mixedUp = 0;
        for (Given task : tasks) {
            JsonNode execution =
                    person.get("/api/task/" + task.taskId() + "/execution").path("items").path(0);
            if (!execution.path("ending").path("outcome").asString("").equals("ready")) {
                faults.add("not completed: " + execution);
                continue;
            }
            completed++;
            List<String> mixed = mixedUp(task, execution);
            mixedUp += mixed.isEmpty() ? 0 : 1;
            faults.addAll(mixed);
        }
        List<String> folders = folders();
        List<String> children = children();
        folders.forEach(folder -> faults.add("left behind: the folder " + folder));
        children.forEach(child -> faults.add("left behind: the process " + child));
        return new TasksResult(
                tasks.size(),
                completed,
                mixedUp,
                new TasksResult.Left(folders.size(), children.size(), rowsNotEnded()),
                seconds,
                memory,
                faults);
    }

    private List<String> mixedUp(Given task, JsonNode execution) {
        String at = "/api/task/" + task.taskId();
        String branch = execution.path("result").path("branch").asString();
        return task.marker()
                .mixedUp(
                        Map.of(
                                "patch",
                                person.text(at + "/patch"),
                                "branch " + branch,
                                checkout.git("show", branch + ":notes.txt"),
                                "commit",
                                checkout.git("show", branch)),
                        Map.of(
                                "log",
                                person.text(at + "/logs/download"),
                                "transcript",
                                person.text(at + "/transcript")));
    }

    private List<String> folders() {
        try (Stream<Path> all = Files.list(server.data().resolve("executions"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("lock"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("looking for what is left", e);
        }
    }

    /// Those of the server, and those whose parent is gone but that work in an execution's folder.
    private List<String> children() {
        String folder = server.data().resolve("executions").toString();
        Stream<ProcessHandle> orphans =
                ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder));
        return Stream.concat(server.handle().descendants(), orphans)
                .distinct()
                .map(child -> child.info().commandLine().orElse("" + child.pid()))
                .toList();
    }

    private long rowsNotEnded() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet set =
                        statement.executeQuery(
                                """
                                select (select count(*) from execution where status <> 'ended')
                                    + (select count(*) from task where status = 'running')
                                """)) {
            set.next();
            return set.getLong(1);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            database.close();
            model.close();
        }
    }
}
