package dev.pithyjaunt.server;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.logstream.LogBatch;
import dev.pithyjaunt.server.logstream.LogLine;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.UsageStore;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A whole server on a loopback port with people who are signed in, and what runners leave put
/// straight into its stores.
final class PagesServer implements AutoCloseable {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application;

    PagesServer(Path folder) {
        this(folder, Map.of());
    }

    PagesServer(Path folder, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("JAUNT_DATA_DIR", folder.resolve("data").toString());
        values.put("JAUNT_LOCAL_ROOT", folder.toString());
        values.put("EXECUTION_ENABLED", "false");
        values.put("PORT", "0");
        application = Server.start(Settings.of(values));
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    URI url() {
        return bean(ServerAddress.class).local();
    }

    Person person(String name, Account.Role role) {
        Account account =
                bean(AccountStore.class)
                        .add(
                                new Account(
                                        Id.next(),
                                        name,
                                        role,
                                        bean(InstantSource.class).instant()));
        String session = "session-of-" + account.id();
        long now = bean(InstantSource.class).millis();
        bean(Database.class)
                .write(sql ->
                        sql.sql(
                                        """
                                        insert into session
                                            (hash, account_id, created_at, expires_at, used_at)
                                        values (:hash, :account, :now, :end, :now)
                                        """)
                                .param("hash", hash(session))
                                .param("account", account.id())
                                .param("now", now)
                                .param("end", now + Duration.ofHours(1).toMillis())
                                .update());
        return new Person(account, session);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Task task(Account owner, String title, String description) {
        String id = Id.next();
        Instant now = bean(InstantSource.class).instant();
        bean(RepositoryStore.class)
                .add(
                        new ConnectedRepository(
                                id,
                                owner.id(),
                                "acme/greeting",
                                "https://github.com/acme/greeting-" + id,
                                "main",
                                true,
                                null,
                                true,
                                "mvn -B verify",
                                ConnectedRepository.Backend.LOCAL,
                                now,
                                now));
        return bean(TaskStore.class)
                .add(Task.create(owner.id(), id, title, new TaskText(description), now));
    }

    Execution running(Account owner, Task task) {
        Execution execution =
                bean(Executions.class)
                        .begin(owner, task.id(), Execution.Method.GITHUB_ACTIONS, null);
        ExecutionStore store = bean(ExecutionStore.class);
        Instant now = bean(InstantSource.class).instant();
        store.change(
                execution.id(),
                found ->
                        found.dispatched(
                                        new Execution.Base("main", "4f2a".repeat(10)),
                                        now.plusSeconds(600))
                                .started(new Execution.Run(null, 1, null), now.minusSeconds(41)));
        return execution;
    }

    void say(Execution execution, String phase, long from, LogLine... lines) {
        bean(LogStore.class).append(new LogBatch(execution.id(), 1, phase, from, List.of(lines)));
    }

    static LogLine line(String level, String text) {
        return new LogLine(Instant.parse("2026-03-01T10:15:30Z"), level, text);
    }

    /// Ends an execution that left everything there can be.
    void finish(Execution execution, String patch, Evidence evidence) {
        finish(execution, patch, Json.line(evidence), evidence.verdict());
    }

    /// Likewise, with a file of evidence that need not be of its form.
    void finish(Execution execution, String patch, String evidence, Evidence.Verdict verdict) {
        FileStore files = bean(FileStore.class);
        files.put(execution.id(), FileKind.PATCH, patch.getBytes(StandardCharsets.UTF_8));
        files.put(execution.id(), FileKind.EVIDENCE, evidence.getBytes(StandardCharsets.UTF_8));
        files.put(execution.id(), FileKind.TRANSCRIPT, new byte[] {'{', '}'});
        bean(UsageStore.class)
                .put(
                        execution.id(),
                        execution.ownerId(),
                        new Usage(
                                List.of(
                                        new Usage.Call(
                                                "openai",
                                                "gpt-4o",
                                                5_120,
                                                1_024,
                                                0,
                                                812,
                                                0,
                                                true,
                                                7.25,
                                                22_310_000L),
                                        new Usage.Call(
                                                "ollama", "qwen3", 900, 0, 0, 120, 0, true, 3.5,
                                                null))),
                        bean(InstantSource.class).instant());
        bean(ExecutionStore.class)
                .change(
                        execution.id(),
                        found ->
                                found.published(
                                        new Execution.Result(
                                                "pj/" + found.taskId(),
                                                "9be1".repeat(10),
                                                "https://github.com/acme/greeting/pull/7",
                                                7L,
                                                verdict)));
        bean(Executions.class)
                .end(
                        execution.id(),
                        new Execution.Ending(
                                Outcome.NEEDS_REVIEW,
                                new ExecutionError(
                                        ExecutionError.Category.CHECKS_FAILED,
                                        "mvn -B verify fails with exit code 1 with the patch"),
                                null));
    }

    @Override
    public void close() {
        application.close();
    }

    /// Somebody with a browser that has a session.
    final class Person {

        private final Account account;
        private final String session;

        private Person(Account account, String session) {
            this.account = account;
            this.session = session;
        }

        Account account() {
            return account;
        }

        String session() {
            return session;
        }

        HttpResponse<String> get(String path) {
            return send(request(path, "").GET().build());
        }

        /// Sends a form with the token that a page gave, as a browser does.
        ///
        /// @param pairs names and values in turn
        HttpResponse<String> post(String path, String... pairs) {
            HttpResponse<String> page = get("/task/new");
            Matcher token = CSRF.matcher(page.body());
            if (!token.find()) {
                throw new AssertionError("no CSRF token in " + page.body());
            }
            String cookie =
                    page.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
            return send(form(path, cookie, token.group(1), pairs));
        }

        HttpResponse<String> postWithoutToken(String path, String... pairs) {
            return send(form(path, "", null, pairs));
        }

        private HttpRequest form(
                String path, String cookie, @Nullable String token, String... pairs) {
            String body =
                    IntStream.range(0, pairs.length / 2)
                            .mapToObj(i -> pair(pairs[2 * i], pairs[2 * i + 1]))
                            .collect(Collectors.joining("&"));
            String all = token == null ? body : pair("_csrf", token) + "&" + body;
            return request(path, cookie)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(all))
                    .build();
        }

        private static String pair(String name, String value) {
            return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }

        private HttpRequest.Builder request(String path, String cookie) {
            return HttpRequest.newBuilder(url().resolve(path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Accept", "text/html")
                    .header("Cookie", "jaunt-session=" + session + "; " + cookie);
        }

        private HttpResponse<String> send(HttpRequest request) {
            try {
                return http.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
