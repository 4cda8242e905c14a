package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The program as it is shipped, in a process of its own.
@Timeout(120)
class ServerProgramIT {

    private static final String READY = "Pithy Jaunt is ready at ";
    private static final String FIRST = "Become its administrator (once, within 24 hours): ";

    @TempDir Path folder;
    private final List<Process> started = new ArrayList<>();

    private Process start(String... words) throws IOException {
        return start(Map.of(), words);
    }

    private Process start(Map<String, String> settings, String... words) throws IOException {
        List<String> command =
                new ArrayList<>(JavaProgram.words(Path.of("target/jaunt-server.jar")));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("DATABASE_URL|APP_URL|HOST"));
        builder.environment()
                .putAll(
                        Map.of(
                                "JAUNT_DATA_DIR", data().toString(),
                                "JAUNT_LOCAL_ROOT", folder.resolve("root").toString(),
                                "PORT", "0"));
        builder.environment().putAll(settings);
        Process process = builder.redirectError(folder.resolve("log").toFile()).start();
        started.add(process);
        return process;
    }

    private Path data() {
        return folder.resolve("data");
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void taskIsCreatedOverHttpFromTheFirstStartOn() throws Exception {
        TestRepository.create(folder.resolve("root/sample")).write("a.txt", "a\n").commit("First");
        BufferedReader output = start("serve").inputReader(UTF_8);
        URI address = URI.create(output.readLine().replaceFirst("^" + READY, ""));
        URI link = URI.create(output.readLine().replace(FIRST, ""));

        assertThat(folder.resolve("log")).content().contains("Starting AOT-processed Server");
        try (Browser browser = new Browser(address)) {
            assertThat(browser.get("/actuator/health").status()).isEqualTo(200);
            assertThat(browser.signIn(link).status()).isEqualTo(303);
            String token = browser.post("/api/token", Map.of("name", "ci")).field("secret");
            try (Browser program = browser.withToken(token)) {
                String task = createTask(program);
                assertThat(program.get("/api/task/" + task).field("title")).isEqualTo("Add a door");
                try (Browser eve = browser.withToken(strangersToken())) {
                    assertThat(eve.get("/api/task").status()).isEqualTo(200);
                    assertThat(eve.get("/api/task/" + task).status()).isEqualTo(404);
                }
            }
        }
    }

    private String createTask(Browser program) {
        String repository =
                program.post(
                                "/api/repo/connect",
                                Map.of("path", folder.resolve("root/sample").toString()))
                        .field("id");
        return program.post(
                        "/api/task",
                        Map.of("repositoryId", repository, "description", "Add a door"))
                .field("id");
    }

    /// Made by a second process, as this one is, while the server runs.
    private String strangersToken() {
        try (Database database = DatabaseKind.SQLITE.open(data())) {
            Account eve = new Account(Id.next(), "eve", Account.Role.USER, Instant.EPOCH);
            return TestTokens.create(database, new AccountStore(database).add(eve));
        }
    }

    @Test
    void sessionOutlivesARestartAndALostOneIsReplacedByANewLink() throws Exception {
        Process first = start("serve");
        BufferedReader output = first.inputReader(UTF_8);
        URI address = URI.create(output.readLine().replaceFirst("^" + READY, ""));
        try (Browser browser = new Browser(address)) {
            browser.signIn(URI.create(output.readLine().replace(FIRST, "")));
        }
        Path copy = folder.resolve("copy");
        Process backup = start("backup", copy.toString());
        assertThat(backup.inputReader(UTF_8).readLine()).isEqualTo(copy.toString());
        assertThat(backup.waitFor()).isZero();
        assertThat(start("backup", copy.toString()).waitFor()).isEqualTo(2);
        first.destroy();
        first.waitFor();

        Process command = start("sign-in-link");
        URI link = URI.create(command.inputReader(UTF_8).readLine());
        assertThat(command.waitFor()).isZero();

        BufferedReader second = start("serve").inputReader(UTF_8);
        URI newAddress = URI.create(second.readLine().replaceFirst("^" + READY, ""));
        try (Browser browser = new Browser(newAddress)) {
            assertThat(browser.signIn(link).status()).isEqualTo(303);
            assertThat(browser.get("/api/task").status()).isEqualTo(200);
        }
    }

    @Test
    void wrongUsageIsSaidAndExitsWithTwo() throws Exception {
        Process process = start("dance");

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(folder.resolve("log"))
                .hasContent("usage: java -jar jaunt-server.jar serve|sign-in-link|backup");
    }

    @Test
    void settingThatIsWrongStopsTheStartInOneLine() throws Exception {
        Path models = Files.writeString(folder.resolve("models.json"), "{\"models\": []\n");

        assertThat(start(Map.of("JAUNT_MODELS", models.toString()), "serve").waitFor())
                .isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("log")))
                .singleElement()
                .asString()
                .startsWith("JAUNT_MODELS: " + models + ": ");

        assertThat(start(Map.of("JAUNT_DAY_DOLLARS", "-1"), "serve").waitFor()).isEqualTo(2);
        assertThat(folder.resolve("log"))
                .hasContent(
                        "JAUNT_DAY_DOLLARS \"-1\": expected dollars such as 2.50, more than 0, at most 1000000, and with at most nine decimals");
    }
}
