package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.signin.SignInLinks;
import dev.pithyjaunt.server.task.Task;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who gets what from every address of the server. An address that is not in the table fails the
/// test, and so does a row whose address is not there: whoever adds an endpoint says here who may.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationMatrixIT {

    /// The status for each: nobody, a disabled account, another user, the owner's token that may
    /// only read, the owner, an administrator. `{id}` is the owner's; what it names is made anew
    /// for the owner and for the administrator. At the end what is sent: a form, or JSON.
    private static final String TABLE =
            """
            method address                             nobody disabled other reader owner admin
            GET    /api/repo                              401  401  200  200  200  200
            POST   /api/repo/connect                      401  401  422  403  422  422  {}
            GET    /api/repo/{id}                         401  401  404  200  200  200
            PATCH  /api/repo/{id}                         401  401  404  403  200  200  {}
            DELETE /api/repo/{id}                         401  401  404  403  409  409
            GET    /api/repo/{id}/secret                  401  401  404  200  200  200
            GET    /api/repo/{id}/report                  401  401  404  200  200  200
            POST   /api/repo/{id}/report                  401  401  404  403  202  202
            POST   /api/task                              401  401  422  403  422  422  {}
            GET    /api/task                              401  401  200  200  200  200
            GET    /api/task/{id}                         401  401  404  200  200  200
            PATCH  /api/task/{id}                         401  401  404  403  200  200  {"title":"x"}
            DELETE /api/task/{id}                         401  401  404  403  204  204
            POST   /api/task/{id}/execute                 401  401  503  403  503  503
            POST   /api/task/{id}/publish                 401  401  503  403  503  503
            POST   /api/task/{id}/cancel                  401  401  404  403  409  409
            POST   /api/task/{id}/approve                 401  401  404  403  422  422  {}
            GET    /api/task/{id}/execution               401  401  404  200  200  200
            GET    /api/task/{id}/logs                    401  401  404  200  200  200
            GET    /api/task/{id}/logs/stream             401  401  404  200  200  200
            GET    /api/task/{id}/logs/download           401  401  404  200  200  200
            GET    /api/task/{id}/patch                   401  401  404  200  200  200
            GET    /api/task/{id}/evidence                401  401  404  200  200  200
            GET    /api/task/{id}/report                  401  401  404  200  200  200
            GET    /api/task/{id}/transcript              401  401  404  200  200  200
            GET    /api/execution/{id}                    401  401  404  200  200  200
            PUT    /api/execution/{id}/file/{kind}        401  401  401  401  401  401  x
            POST   /api/execution/{id}/secret             401  401  401  401  401  401
            POST   /api/webhook/github-actions            401  401  401  401  401  401  {}
            POST   /api/webhook/github                    404  404  404  404  404  404  {}
            GET    /api/usage                             401  401  200  200  200  200
            GET    /api/usage/edits                       401  401  200  200  200  200
            POST   /api/token                             401  401  201  403  201  201  {"name":"x"}
            GET    /api/token                             401  401  200  200  200  200
            DELETE /api/token/{id}                        401  401  404  403  204  404
            GET    /api/account                           401  401  403  403  403  200
            POST   /api/account                           401  401  403  403  403  422  {}
            GET    /api/account/{id}                      401  401  403  403  403  200
            PATCH  /api/account/{id}                      401  401  403  403  403  200  {}
            POST   /api/account/{id}/link                 401  401  403  403  403  201
            GET    /api/account/me                        401  401  200  200  200  200
            PATCH  /api/account/me                        401  401  200  403  200  200  {}
            PUT    /api/account/me/password               401  401  403  403  403  403  {}
            POST   /api/account/me/sign-out               401  401  204  403  204  204
            GET    /api/operation/execution               401  401  403  403  403  200
            PUT    /api/operation/execution               401  401  403  403  403  422  {}
            GET    /v3/api-docs                           200  200  200  200  200  200
            GET    /operations                            302  302  403  403  403  200
            POST   /operations/execution                  403  302  403  403  403  303  enabled=false&reason=x
            GET    /                                      302  302  200  200  200  200
            GET    /task/new                              302  302  200  200  200  200
            POST   /task                                  403  302  422  403  422  422  x=x
            GET    /task/{id}                             302  302  404  200  200  200
            POST   /task/{id}/execute                     403  302  404  403  503  503  x=x
            POST   /task/{id}/publish                     403  302  404  403  503  503  execution=x
            POST   /task/{id}/cancel                      403  302  404  403  409  409  x=x
            POST   /task/{id}/approve                     403  302  404  403  422  422  headCommit=x
            GET    /repository                            302  302  200  200  200  200
            POST   /repository                            403  302  422  403  422  422  address=x
            POST   /repository/{id}/checks                403  302  404  403  303  303  checkCommand=make
            GET    /repository/{id}/secret                302  302  404  200  200  200
            GET    /token                                 302  302  200  200  200  200
            POST   /token                                 403  302  200  403  200  200  name=x
            POST   /token/{id}/revoke                     403  302  404  403  303  404  x=x
            GET    /account                               302  302  403  403  403  200
            POST   /account                               403  302  403  403  403  422  name=
            POST   /account/{id}                          403  302  403  403  403  302  role=USER&enabled=true
            POST   /account/{id}/link                     403  302  403  403  403  200  x=x
            GET    /account/me                            302  302  200  200  200  200
            POST   /account/me/email                      403  302  200  403  200  200  email=
            POST   /account/me/password                   403  302  403  403  403  403  password=x
            POST   /account/me/sign-out                   403  302  303  403  303  303  x=x
            GET    /sign-in                               200  200  200  200  200  200
            GET    /sign-in/{link}                        410  410  410  410  410  410
            POST   /sign-in                               403  410  410  403  410  410  link=x
            POST   /sign-in/password                      403  401  401  403  401  401  name=x&password=x
            GET    /sign-in/github                        404  404  404  404  404  404
            GET    /sign-in/github/callback               404  404  404  404  404  404
            POST   /sign-out                              403  302  303  403  303  303  x=x
            GET    /actuator                              302  302  200  200  200  200
            GET    /actuator/health                       200  200  200  200  200  200
            GET    /actuator/health/**                    401  401  404  404  404  404
            ANY    /error                                 302  302  403  403  403  403
            """;

    /// What no controller answers, and is for everybody.
    private static final List<String> OPEN_FILES =
            List.of("/assets/pages.css", "/assets/task.js", "/assets/icon.svg");

    /// What proves by a signature or a token of GitHub that it may, and so is for nobody's browser.
    private static final Set<String> SIGNED =
            Set.of(
                    "POST /api/webhook/github-actions",
                    "POST /api/webhook/github",
                    "PUT /api/execution/{id}/file/{kind}",
                    "POST /api/execution/{id}/secret");

    @TempDir static Path folder = Path.of(".");

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private TestServer server;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private People people;

    private record People(
            Person owner, Person other, Person administrator, Person disabled, String readToken) {}

    private record Row(String method, String address, List<Integer> statuses, String body) {

        static Row parse(String line) {
            String[] words = line.strip().split("\\s+", 9);
            return new Row(
                    words[0],
                    words[1],
                    Stream.of(words).skip(2).limit(6).map(Integer::valueOf).toList(),
                    words.length > 8 ? words[8] : "");
        }

        String key() {
            return method + " " + address;
        }
    }

    private static List<Row> rows() {
        return TABLE.lines().skip(1).map(Row::parse).toList();
    }

    @BeforeAll
    void start() {
        server = new TestServer(DatabaseKind.SQLITE, folder, Map.of("EXECUTION_ENABLED", "false"));
        Person owner = server.member();
        Person disabled = server.member();
        people =
                new People(
                        owner,
                        server.member(),
                        server.administrator(),
                        disabled,
                        read(
                                send(
                                        "POST",
                                        "/api/token",
                                        "{\"name\":\"reader\",\"scope\":\"read\"}",
                                        "Authorization",
                                        "Bearer " + owner.token()),
                                "secret"));
        Account account = disabled.account();
        server.bean(AccountStore.class)
                .change(
                        account.id(),
                        _ ->
                                new Account(
                                        account.id(),
                                        account.name(),
                                        account.role(),
                                        false,
                                        null,
                                        null,
                                        account.createdAt()));
    }

    private static String read(HttpResponse<String> answer, String field) {
        return String.valueOf(Json.read(answer.body(), Map.class).get(field));
    }

    @AfterAll
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void everyAddressIsInTheTableAndNoOther() {
        Set<String> there =
                server.beans(RequestMappingInfoHandlerMapping.class).stream()
                        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                        .flatMap(info -> {
                            Set<String> methods =
                                    info.getMethodsCondition().getMethods().stream()
                                            .map(Enum::name)
                                            .collect(Collectors.toSet());
                            return info.getPatternValues().stream()
                                    .flatMap(pattern ->
                                            (methods.isEmpty() ? Set.of("ANY") : methods)
                                                    .stream()
                                                            .map(method -> method + " " + pattern));
                        })
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rows().stream().map(Row::key)).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void eachGetsWhatTheTableSays() {
        SoftAssertions softly = new SoftAssertions();
        for (Row row : rows()) {
            softly.assertThat(statuses(row)).as(row.key()).isEqualTo(row.statuses());
        }
        for (String file : OPEN_FILES) {
            softly.assertThat(send("GET", file, "").statusCode()).as(file).isEqualTo(200);
        }
        softly.assertAll();
    }

    /// Those who are refused come first, so that what they change would be missed by the owner.
    private List<Integer> statuses(Row row) {
        String path = path(row);
        return List.of(
                send(row, path).statusCode(),
                send(row, path, people.disabled().token()),
                send(row, path, people.other().token()),
                send(row, path, people.readToken()),
                send(row, path, people.owner().token()),
                send(row, path(row), people.administrator().token()));
    }

    private int send(Row row, String path, String token) {
        return send(row, path, "Authorization", "Bearer " + token).statusCode();
    }

    private HttpResponse<String> send(Row row, String path, String... headers) {
        return send(row.method().equals("ANY") ? "GET" : row.method(), path, row.body(), headers);
    }

    /// The address with what belongs to the owner.
    private String path(Row row) {
        String address = row.address().replace("{kind}", "patch").replace("{link}", "none");
        if (address.endsWith("/**")) {
            return address.replace("/**", "/none");
        }
        if (!address.contains("{id}")) {
            return address;
        }
        return address.replace("{id}", id(address));
    }

    private String id(String address) {
        Person owner = people.owner();
        if (address.contains("account/")) {
            return server.member().account().id();
        }
        if (address.contains("token/")) {
            HttpResponse<String> made =
                    send(
                            "POST",
                            "/api/token",
                            "{\"name\":\"x\"}",
                            "Authorization",
                            "Bearer " + owner.token());
            return Json.tree("answer", made.body().getBytes(StandardCharsets.UTF_8))
                    .path("token")
                    .path("id")
                    .asString();
        }
        ConnectedRepository repository = server.repository(owner);
        Task task = server.task(owner, repository);
        Execution execution = server.execution(owner, task, null);
        for (FileKind kind : FileKind.values()) {
            server.bean(FileStore.class)
                    .put(execution.id(), kind, "{}".getBytes(StandardCharsets.UTF_8));
        }
        server.bean(Executions.class)
                .end(
                        execution.id(),
                        Execution.Ending.failed(ExecutionError.Category.INTERNAL, "no word"));
        if (address.contains("/repo/") || address.contains("/repository/")) {
            return repository.id();
        }
        return address.contains("execution/") ? execution.id() : task.id();
    }

    /// A page of another site can make a browser send its cookie, and not what our pages have in
    /// their forms.
    @Test
    void nothingIsChangedByASessionAlone() {
        String session = session();
        SoftAssertions softly = new SoftAssertions();
        for (Row row : rows()) {
            if (row.method().equals("GET")
                    || row.method().equals("ANY")
                    || SIGNED.contains(row.key())) {
                continue;
            }
            softly.assertThat(send(row, path(row), "Cookie", session).statusCode())
                    .as(row.key())
                    .isEqualTo(403);
        }
        softly.assertThat(send("GET", "/", "", "Cookie", session).statusCode()).isEqualTo(200);
        softly.assertAll();
    }

    /// Of the administrator, by a link and the button on its page.
    private String session() {
        URI link =
                server.bean(SignInLinks.class)
                        .create(server.address(), people.administrator().account());
        try (Browser browser = new Browser(server.address())) {
            return browser.signIn(link).header("Set-Cookie").replaceFirst(";.*", "");
        }
    }

    @Test
    void everyAnswerTellsTheBrowserToShowItAndNoMore() {
        for (String path : List.of("/sign-in", "/", "/none", "/api/none", "/api/task")) {
            HttpResponse<String> answer =
                    send("GET", path, "", "Authorization", "Bearer " + people.owner().token());
            Map<String, String> expected =
                    Map.of(
                            "content-security-policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
                            "x-content-type-options",
                            "nosniff",
                            "x-frame-options",
                            "DENY",
                            "referrer-policy",
                            "same-origin",
                            "cross-origin-opener-policy",
                            "same-origin",
                            "cross-origin-resource-policy",
                            "same-origin",
                            "cache-control",
                            "no-cache, no-store, max-age=0, must-revalidate");
            assertThat(expected)
                    .as(path)
                    .allSatisfy((name, value) ->
                            assertThat(answer.headers().firstValue(name)).contains(value));
            assertThat(answer.headers().firstValue("permissions-policy"))
                    .hasValueSatisfying(value -> assertThat(value).contains("camera=()"));
            // Whoever comes by http would be kept from coming again.
            assertThat(answer.headers().firstValue("strict-transport-security")).isEmpty();
        }
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.address().resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header(
                                "Content-Type",
                                body.startsWith("{")
                                        ? "application/json"
                                        : "application/x-www-form-urlencoded")
                        .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
