package dev.pithyjaunt.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.logstream.SseClient;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The server's program in a process of its own, the phase programs that it starts, a scripted
/// model and repositories: everything that is shipped, in one folder.
final class WholeScene implements AutoCloseable {

    static final String MODEL_KEY = "sk-the-key-of-the-model-0123456789";
    static final String MASTER_SECRET = "the-master-of-all-secrets-0123456789";

    private static final Pattern READY = Pattern.compile("Pithy Jaunt is ready at (\\S+)\n");
    private static final Pattern FIRST = Pattern.compile("Become its administrator .*: (\\S+)\n");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Between two looks at a condition of another process.
    private static final Duration POLL = Duration.ofMillis(25);

    final ScriptedModel model;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Process server;
    private Browser program = new Browser(URI.create("http://127.0.0.1"));
    private URI address = URI.create("http://127.0.0.1");
    private String token = "";
    private int starts;

    WholeScene(DatabaseKind kind, Path folder, Script script) {
        this.folder = folder;
        model = ScriptedModel.start(script);
        String root = System.getProperty("jaunt.root");
        environment.putAll(kind.fresh());
        environment.putAll(
                Map.of(
                        "PATH",
                        System.getenv("PATH"),
                        "HOME",
                        folder.toString(),
                        "PORT",
                        "0",
                        "JAUNT_DATA_DIR",
                        folder.resolve("data").toString(),
                        "JAUNT_LOCAL_ROOT",
                        folder.resolve("root").toString(),
                        "JAUNT_RUNNER_JAR",
                        root + "/runner/target/jaunt.jar",
                        "JAUNT_SANDBOX",
                        "none",
                        "JAUNT_MAX_RUNNING",
                        "3"));
        environment.putAll(
                Map.of(
                        "OPENAI_BASE_URL",
                        model.baseUri().toString(),
                        "OPENAI_API_KEY",
                        MODEL_KEY,
                        "MODEL_NAME",
                        "scripted",
                        "GITHUB_WEBHOOK_SECRET",
                        MASTER_SECRET));
    }

    /// Starts the server and waits until it is ready; the first time, becomes its administrator.
    void start() throws IOException {
        Path output = folder.resolve("server-%d.out".formatted(++starts));
        List<String> words =
                new ArrayList<>(
                        JavaProgram.words(
                                Path.of(System.getProperty("jaunt.root"))
                                        .resolve("server/target/jaunt-server.jar")));
        words.add("serve");
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        server =
                builder.directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(folder.resolve("server-%d.log".formatted(starts)).toFile())
                        .start();
        address = URI.create(awaitMatch(output, READY));
        if (token.isEmpty()) {
            becomeAdministrator(URI.create(awaitMatch(output, FIRST)));
        }
        program.close();
        program = new Browser(address).withToken(token);
    }

    private static String awaitMatch(Path file, Pattern pattern) {
        await(pattern.pattern(), () -> match(file, pattern).find());
        Matcher found = match(file, pattern);
        found.find();
        return found.group(1);
    }

    private static Matcher match(Path file, Pattern pattern) {
        try {
            return pattern.matcher(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void becomeAdministrator(URI link) {
        try (Browser browser = new Browser(address)) {
            browser.signIn(link);
            token = browser.post("/api/token", Map.of("name", "whole")).field("secret");
        }
    }

    /// As the machine does when it has no memory left: nothing is told to the server.
    void killServer() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    /// A checkout below the local root whose origin is a bare repository beside it. Its check says
    /// its name, and all that its environment and that of its parent hold.
    ///
    /// @return that bare repository
    TestRepository repository(String name) {
        TestRepository checkout = TestRepository.create(folder.resolve("root").resolve(name));
        checkout.write("greet.sh", "#!/bin/sh\necho hello\n")
                .write(
                        "test.sh",
                        """
                        for i in 1 2 3 4 5 6 7 8 9; do echo "line $i of the check of %1$s"; done
                        env
                        tr '\\0' '\\n' < /proc/$PPID/environ
                        test "$(sh greet.sh)" = "hello %1$s"
                        """
                                .formatted(name));
        checkout.commit("base");
        TestRepository remote = checkout.bareClone(folder.resolve(name + ".git"));
        checkout.git("remote", "add", "origin", remote.path().toString());
        return remote;
    }

    /// Connects one, allows its check, and creates a task for it.
    ///
    /// @return the task's id
    String task(String name) {
        return task(name, "sh test.sh");
    }

    String task(String name, String check) {
        String path = folder.resolve("root").resolve(name).toString();
        String repository = program.post("/api/repo/connect", Map.of("path", path)).field("id");
        program.send(
                "PATCH",
                "/api/repo/" + repository,
                Json.line(Map.of("checkCommand", check, "checksAllowed", true)));
        return program.post(
                        "/api/task",
                        Map.of(
                                "repositoryId",
                                repository,
                                "description",
                                "Say hello %s in greet.sh".formatted(name)))
                .field("id");
    }

    /// The edit that such a task asks for, in the form that is asked of models.
    static String edit(String name) {
        return "I greet.\ngreet.sh\n<<<<<<< SEARCH\necho hello\n=======\necho hello %s\n>>>>>>> REPLACE\n"
                .formatted(name);
    }

    /// @return the execution's id
    String execute(String task) {
        Browser.Answer accepted = program.post("/api/task/" + task + "/execute", Map.of());
        if (accepted.status() != 202) {
            throw new AssertionError(accepted.body());
        }
        return accepted.field("executionId");
    }

    Browser.Answer get(String path) {
        return program.get(path);
    }

    JsonNode tree(String path) {
        return Json.tree(path, get(path).body().getBytes(UTF_8));
    }

    String statusOf(String task) {
        return tree("/api/task/" + task).path("status").asString();
    }

    JsonNode execution(String id) {
        return tree("/api/execution/" + id);
    }

    String awaitEnd(String task) {
        await("the end of " + task, () -> !statusOf(task).equals("running"));
        return statusOf(task);
    }

    /// @param lastEventId of the last line that is known already; absent: all are wanted
    SseClient follow(String task, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        return new SseClient(
                address.resolve("/api/task/" + task + "/logs/stream"), token, lastEventId);
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came: " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /// The folders of executions that are there.
    List<String> workFolders() {
        try (Stream<Path> folders = Files.list(folder.resolve("data/executions"))) {
            return folders.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("lock"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Live processes other than the server that were started with something of this scene in their
    /// words, or work in its executions' folder; whoever their parent is.
    List<String> children() {
        long own = server == null ? 0 : server.pid();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != own)
                .map(this::describe)
                .filter(text -> text.contains(folder.toString()))
                .toList();
    }

    private String describe(long pid) {
        Path process = Path.of("/proc/" + pid);
        try {
            String words = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
            return "%d in %s: %s"
                    .formatted(pid, Files.readSymbolicLink(process.resolve("cwd")), words);
        } catch (IOException e) {
            return "";
        }
    }

    /// What could be read beside a secret's rightful place: the words and the environment of every
    /// child.
    String shownByChildren() {
        StringBuilder shown = new StringBuilder();
        for (String child : children()) {
            shown.append(child).append('\n');
            try {
                String pid = child.substring(0, child.indexOf(' '));
                shown.append(Files.readString(Path.of("/proc", pid, "environ"), ISO_8859_1));
            } catch (IOException _) {
                // It has ended.
            }
        }
        return shown.toString();
    }

    /// Every file below the scene's folder whose bytes contain the text, by its relative path.
    List<String> filesWith(String text) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The columns whose value contains the text, as `table.column`.
    List<String> columnsWith(String text) {
        return onDatabase(database -> {
            List<String> found = new ArrayList<>();
            for (String table : tables(database)) {
                database.read(sql -> sql.sql("select * from " + table).query().listOfRows())
                        .forEach(row ->
                                row.forEach((column, value) -> {
                                    if (text(value).contains(text)) {
                                        found.add(table + "." + column);
                                    }
                                }));
            }
            return found;
        });
    }

    private List<String> tables(Database database) {
        String query =
                environment.containsKey("DATABASE_URL")
                        ? "select tablename from pg_tables where schemaname = 'public'"
                        : "select name from sqlite_master where type = 'table'";
        return database.read(sql -> sql.sql(query).query(String.class).list());
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, ISO_8859_1)
                : String.valueOf(value);
    }

    /// The one number that a query gives.
    long count(String query) {
        return onDatabase(
                database -> database.read(sql -> sql.sql(query).query(Long.class).single()));
    }

    String secretOf(String execution) {
        return onDatabase(database ->
                database.read(sql ->
                        sql.sql("select secret from execution where id = :id")
                                .param("id", execution)
                                .query(String.class)
                                .single()));
    }

    private <T> T onDatabase(Function<Database, T> work) {
        try (Database database = Database.open(Settings.of(environment))) {
            return work.apply(database);
        }
    }

    @Override
    public void close() {
        program.close();
        model.close();
        if (server != null) {
            server.destroy();
            server.onExit().join();
        }
    }
}
