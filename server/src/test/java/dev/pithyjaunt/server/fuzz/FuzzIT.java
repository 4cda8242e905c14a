package dev.pithyjaunt.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.fuzz.FuzzRequest.Words;
import dev.pithyjaunt.server.fuzz.RawClient.Answer;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/// Odd requests at every endpoint, of nobody and of somebody: none of them makes the server fail,
/// tells what it is made of, or leaves something when it is refused.
///
/// `-Dfuzz.requests=` says how many. A failure names the seed and the number of its request: with
/// `-Dfuzz.seed=` and `-Dfuzz.only=` of these it is sent alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzIT {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_128);
    private static final long ONLY = Long.getLong("fuzz.only", -1);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 15_000);
    private static final int BATCH = 500;
    private static final int CLIENTS = 4;
    private static final int MAX_FAILURES = 20;

    /// What tells of the program's insides.
    private static final Pattern INSIDES =
            Pattern.compile(
                    "Exception|\\bat (dev|org|java|tools|jakarta)\\.|java\\.(lang|util|io)\\.|dev\\.pithyjaunt|org\\.(spring|apache|sqlite|postgres)|tools\\.jackson|com\\.fasterxml|Caused by|SQLITE_|Apache Tomcat");

    @TempDir static Path folder = Path.of(".");

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private TestServer server;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private Person ada;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private ConnectedRepository repository;

    @BeforeAll
    void start() {
        server =
                new TestServer(
                        DatabaseKind.SQLITE,
                        folder.resolve("data"),
                        Map.of("JAUNT_HOSTS", "forge.invalid"));
        ada = server.member();
        repository = server.repository(ada);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /// @param number from which it is made
    private record Sent(long number, FuzzRequest request, Answer answer) {

        boolean mayHaveStored() {
            return answer.status() < 400 && !request.method().equals("GET");
        }

        void check() {
            String told = answer.headers() + answer.body();
            boolean isProblem = answer.header("content-type").equals("application/problem+json");
            if (answer.status() < 200
                    || answer.status() >= 500
                    || INSIDES.matcher(told).find()
                    || (answer.status() >= 400 && isApi() && !isProblem)) {
                throw new AssertionError(
                        "-Dfuzz.seed=%d -Dfuzz.only=%d%n%s%nanswered %d %s%n%s"
                                .formatted(
                                        SEED,
                                        number,
                                        shortened(
                                                new String(
                                                        request.bytes(), StandardCharsets.UTF_8)),
                                        answer.status(),
                                        answer.headers(),
                                        shortened(answer.body())));
            }
        }

        private boolean isApi() {
            return request.target().startsWith("/api/") && !request.isHead();
        }

        private static String shortened(String text) {
            return text.length() <= 3_000 ? text : text.substring(0, 3_000) + "…";
        }
    }

    @Test
    void oddRequestsAreRefusedAndLeaveNothing() throws Exception {
        System.out.printf("fuzz.seed=%d, %d requests%n", SEED, REQUESTS);
        List<String> calls = calls();
        List<String> parameters = parameters();
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        try (ExecutorService pool =
                java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (long first = 0; first < REQUESTS; first += BATCH) {
                Execution execution = execution();
                Words words =
                        new Words(
                                calls,
                                parameters,
                                List.of(
                                        execution.id(),
                                        execution.taskId(),
                                        repository.id(),
                                        ada.account().id()),
                                List.of("", "", ada.token(), ada.token(), ada.token(), "pj_none"));
                Map<String, Long> before = rows();
                List<Sent> all = send(pool, first, words);
                all.forEach(sent -> collect(failures, sent));
                all.forEach(sent -> statuses.merge(sent.answer().status(), 1, Integer::sum));
                requireNothingLeft(all, before);
            }
        }
        System.out.println("answers by status: " + statuses);
        assertThat(failures).isEmpty();
        assertThat(statuses.keySet()).contains(200, 400, 401, 404, 405, 415, 422);
    }

    private static void collect(List<String> failures, Sent sent) {
        try {
            sent.check();
        } catch (AssertionError e) {
            if (failures.size() < MAX_FAILURES) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private List<Sent> send(ExecutorService pool, long first, Words words) throws Exception {
        List<Future<List<Sent>>> parts = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            long begin = first + client;
            parts.add(pool.submit(() -> sendPart(begin, first + BATCH, words)));
        }
        List<Sent> all = new ArrayList<>();
        for (Future<List<Sent>> part : parts) {
            all.addAll(part.get());
        }
        return all;
    }

    private List<Sent> sendPart(long begin, long end, Words words) throws IOException {
        List<Sent> sent = new ArrayList<>();
        try (RawClient client = new RawClient(server.address())) {
            for (long number = begin; number < end; number += CLIENTS) {
                if (ONLY >= 0 && ONLY != number) {
                    continue;
                }
                FuzzRequest request = FuzzRequest.of(words, new Random(SEED * 1_000_003 + number));
                try {
                    sent.add(
                            new Sent(
                                    number,
                                    request,
                                    client.exchange(request.bytes(), request.isHead())));
                } catch (IOException e) {
                    new Sent(number, request, new Answer(0, Map.of("none", String.valueOf(e)), ""))
                            .check();
                }
            }
        }
        return sent;
    }

    /// A task with an execution that has ended, so that its log's stream ends too.
    private Execution execution() {
        // A request that is not odd at all may have deleted it.
        if (server.bean(RepositoryStore.class).find(repository.id()).isEmpty()) {
            repository = server.repository(ada);
        }
        Task task = server.task(ada, repository);
        Execution execution = server.execution(ada, task, Secret.random().text());
        return server.bean(Executions.class)
                .end(
                        execution.id(),
                        Execution.Ending.failed(ExecutionError.Category.INTERNAL, "no"));
    }

    private List<String> calls() {
        TreeSet<String> calls = new TreeSet<>();
        server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, _) ->
                        info.getPatternValues()
                                .forEach(path -> {
                                    if (info.getMethodsCondition().getMethods().isEmpty()) {
                                        calls.add("GET " + path);
                                    }
                                    info.getMethodsCondition()
                                            .getMethods()
                                            .forEach(method -> calls.add(method + " " + path));
                                }));
        assertThat(calls).hasSizeGreaterThan(40);
        return List.copyOf(calls);
    }

    private List<String> parameters() {
        TreeSet<String> names =
                new TreeSet<>(
                        List.of(
                                "title",
                                "description",
                                "repositoryId",
                                "name",
                                "expiresAt",
                                "url",
                                "path",
                                "checkCommand",
                                "checksAllowed",
                                "backend",
                                "address",
                                "then",
                                "type",
                                "taskId",
                                "executionId",
                                "runAttempt",
                                "phase",
                                "lines",
                                "_method",
                                "odd"));
        server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .values()
                .forEach(handler ->
                        Arrays.stream(handler.getMethod().getParameters())
                                .filter(p -> p.isAnnotationPresent(RequestParam.class))
                                .forEach(p -> names.add(p.getName())));
        return List.copyOf(names);
    }

    private Map<String, Long> rows() {
        return server.bean(Database.class)
                .read(sql -> {
                    Map<String, Long> rows = new TreeMap<>();
                    List<String> tables =
                            sql.sql("select name from sqlite_master where type = 'table'")
                                    .query((set, _) -> new Row(set).text("name"))
                                    .list();
                    for (String table : tables) {
                        rows.put(
                                table,
                                sql.sql("select count(*) from \"" + table + "\"")
                                        .query(Long.class)
                                        .single());
                    }
                    return rows;
                });
    }

    /// What was answered well may have stored or deleted a row of each table.
    private void requireNothingLeft(List<Sent> all, Map<String, Long> before) {
        if (all.isEmpty()) {
            return;
        }
        long good = all.stream().filter(Sent::mayHaveStored).count();
        rows().forEach((table, count) ->
                assertThat(Math.abs(count - before.getOrDefault(table, 0L)))
                        .as(
                                "rows more or less in %s after the %d requests from number %d of seed %d, %d of which were taken",
                                table, all.size(), all.getFirst().number(), SEED, good)
                        .isLessThanOrEqualTo(good));
    }

    @Test
    void whatIsNoRequestIsRefusedOrClosed() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            for (String head : MalformedHeads.ALL) {
                Answer answer = client.last(head.getBytes(StandardCharsets.ISO_8859_1));
                String what =
                        head.substring(0, Math.min(200, head.length()))
                                + "\nanswered "
                                + answer.status()
                                + "\n"
                                + answer.body();
                // 501 and 505 are HTTP's words for a coding and a version that are not known.
                assertThat(answer.status())
                        .as(what)
                        .satisfiesAnyOf(
                                status -> assertThat(status).isBetween(200, 499),
                                status -> assertThat(status).isIn(0, 501, 505));
                assertThat(answer.body()).as(what).doesNotContainPattern(INSIDES);
            }
        }
    }
}
