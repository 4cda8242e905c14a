package dev.pithyjaunt.server.dispatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A repository with a bare remote, a scripted model, and a server's settings and API between them.
final class DispatchScene implements AutoCloseable {

    static final String GREETS =
            "I greet the world.\ngreet.sh\n<<<<<<< SEARCH\necho hello\n=======\necho hello world\n>>>>>>> REPLACE\n";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Between two looks at a condition of another process.
    private static final Duration POLL = Duration.ofMillis(50);

    final ScriptedModel model;
    private final Path folder;
    private final String token = "pj_" + Id.next();
    private final String account = Id.next();
    private final HttpClient http = HttpClient.newHttpClient();
    private URI server = URI.create("http://127.0.0.1");

    DispatchScene(Path folder, Script script) {
        this.folder = folder;
        this.model = ScriptedModel.start(script);
    }

    Map<String, String> settings(Map<String, String> more) {
        Map<String, String> values =
                new HashMap<>(
                        Map.of(
                                "JAUNT_SANDBOX",
                                "none",
                                "JAUNT_DATA_DIR",
                                folder.resolve("data").toString(),
                                "JAUNT_LOCAL_ROOT",
                                folder.resolve("root").toString(),
                                "PORT",
                                "0",
                                "OPENAI_BASE_URL",
                                model.baseUri().toString(),
                                "OPENAI_API_KEY",
                                "fake-key-0123456789",
                                "MODEL_NAME",
                                "scripted",
                                "JAUNT_RUNNER_JAR",
                                System.getProperty("jaunt.root") + "/runner/target/jaunt.jar"));
        values.putAll(more);
        return values;
    }

    /// Makes the tables, an administrator and a token of theirs.
    void prepare(Map<String, String> settings) {
        try (Database database = Database.open(Settings.of(settings))) {
            database.write(sql -> {
                sql.sql(
                                "insert into account (id, name, role, created_at) values (:id, 'ann', 'administrator', 0)")
                        .param("id", account)
                        .update();
                return sql.sql(
                                "insert into api_token (id, account_id, name, hash, created_at) values (:id, :account, 'test', :hash, 0)")
                        .param("id", Id.next())
                        .param("account", account)
                        .param("hash", sha256(token))
                        .update();
            });
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void use(URI address) {
        server = address;
    }

    /// A checkout below the local root whose origin is a bare repository beside it.
    ///
    /// @return that bare repository
    TestRepository repository(String name) {
        TestRepository checkout = TestRepository.create(folder.resolve("root").resolve(name));
        checkout.write("greet.sh", "#!/bin/sh\necho hello\n")
                .write("test.sh", "test \"$(sh greet.sh)\" = \"hello world\"\n");
        checkout.commit("base");
        TestRepository remote = checkout.bareClone(folder.resolve(name + ".git"));
        checkout.git("remote", "add", "origin", remote.path().toString());
        return remote;
    }

    /// Connects one, and creates a task for it.
    ///
    /// @return the task's id
    String task(String name, boolean checks) {
        String repository =
                post(
                                "/api/repo/connect",
                                Map.of("path", folder.resolve("root").resolve(name).toString()))
                        .text("id");
        call(
                "PATCH",
                "/api/repo/" + repository,
                Map.of("checkCommand", "sh test.sh", "checksAllowed", checks));
        return post(
                        "/api/task",
                        Map.of(
                                "repositoryId",
                                repository,
                                "description",
                                "Greet the world in greet.sh of " + name))
                .text("id");
    }

    /// Has the repository of a task checked by another command.
    void check(String task, String command) {
        String repository = get("/api/task/" + task).path("repositoryId").asString();
        call(
                "PATCH",
                "/api/repo/" + repository,
                Map.of("checkCommand", command, "checksAllowed", true));
    }

    /// Puts a link out of the local root where a checkout was.
    void replaceByLinkOutOfTheRoot(String name) throws IOException {
        Path checkout = folder.resolve("root").resolve(name);
        Path outside = folder.resolve("outside-" + name);
        Files.move(checkout, outside);
        Files.createSymbolicLink(checkout, outside);
    }

    Answer execute(String task) {
        return post("/api/task/" + task + "/execute", Map.of());
    }

    Answer cancel(String task) {
        return post("/api/task/" + task + "/cancel", Map.of());
    }

    Answer post(String path, Map<String, ?> body) {
        return call("POST", path, body);
    }

    JsonNode get(String path) {
        return call("GET", path, Map.of()).body();
    }

    String statusOf(String task) {
        return get("/api/task/" + task).path("status").asString();
    }

    /// The newest execution of a task.
    JsonNode executionOf(String task) {
        return get("/api/task/" + task + "/execution").path("items").path(0);
    }

    private Answer call(String method, String path, Map<String, ?> body) {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(Json.line(body)))
                        .build();
        try {
            HttpResponse<byte[]> response =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), Json.tree("the answer", response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String awaitEnd(String task) {
        await("the end of " + task, () -> !statusOf(task).equals("running"));
        return statusOf(task);
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

    /// The phase programs of this scene that live, whoever their parent is.
    List<ProcessHandle> phasePrograms() {
        String mine = folder.resolve("data/executions").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process.pid()).contains(mine))
                .toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    static List<String> branches(TestRepository remote) {
        return remote.git("for-each-ref", "--format=%(refname:short)", "refs/heads")
                .lines()
                .toList();
    }

    @Override
    public void close() {
        http.close();
        model.close();
    }

    /// What the server said.
    record Answer(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asString();
        }
    }
}
