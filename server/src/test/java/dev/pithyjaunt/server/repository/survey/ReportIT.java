package dev.pithyjaunt.server.repository.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// With the built runner.
class ReportIT {

    private static final String JAR = System.getProperty("jaunt.root") + "/runner/target/jaunt.jar";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void reportIsThatOfTheDefaultBranch(DatabaseKind kind) throws Exception {
        TestRepository checkout = checkout();
        try (TestServer server = server(kind, JAR)) {
            Person ann = server.member();
            String path = connect(server, ann);
            assertThat(get(server, ann, path).path("status").asString()).isEqualTo("none");
            assertThat(call(server, server.member(), "GET", path, "").statusCode()).isEqualTo(404);
            assertThat(call(server, server.member(), "POST", path, "").statusCode()).isEqualTo(404);

            HttpResponse<byte[]> first = call(server, ann, "POST", path, "");
            HttpResponse<byte[]> again = call(server, ann, "POST", path, "");

            assertThat(first.statusCode()).isEqualTo(202);
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(Json.tree("again", again.body()).path("askedAt"))
                    .isEqualTo(Json.tree("first", first.body()).path("askedAt"));
            JsonNode report = awaitEnd(server, ann, path);
            assertThat(report.path("error").asString("")).isEmpty();
            assertThat(report.path("status").asString()).isEqualTo("done");
            String commit = checkout.git("rev-parse", "HEAD").strip();
            assertThat(report.path("commit").asString()).isEqualTo(commit);
            assertThat(report.path("report").path("commit").asString()).isEqualTo(commit);
            assertThat(report.path("report").path("files").asInt()).isEqualTo(1);
            assertThat(folder.resolve("data/surveys").toFile().list()).isNullOrEmpty();

            FileSystemUtils.deleteRecursively(checkout.path());
            call(server, ann, "POST", path, "");
            JsonNode vanished = awaitEnd(server, ann, path);
            assertThat(vanished.path("status").asString()).isEqualTo("failed");
            assertThat(vanished.path("error").asString()).contains("repo");

            TestRepository.create(checkout.path());
            call(server, ann, "POST", path, "");
            assertThat(awaitEnd(server, ann, path).path("error").asString())
                    .contains("no commit yet");
        }
    }

    @ParameterizedTest
    @EnumSource
    void missingProgramIsNamed(DatabaseKind kind) throws Exception {
        checkout();
        try (TestServer server = server(kind, folder.resolve("none.jar").toString())) {
            Person ann = server.member();
            String path = connect(server, ann);
            call(server, ann, "POST", path, "");
            assertThat(awaitEnd(server, ann, path).path("error").asString())
                    .contains("none.jar is missing")
                    .contains("JAUNT_RUNNER_JAR");
        }
    }

    @Test
    void surveyThatIsTooLongOrTooLargeIsRefused() {
        TestRepository checkout = checkout();
        String commit = checkout.git("rev-parse", "HEAD").strip();
        Settings settings = Settings.of(Map.of("JAUNT_RUNNER_JAR", JAR));

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        new SurveyProgram(settings, Duration.ofMinutes(1), 20)
                                .survey(checkout.path(), commit))
                .withMessage("the report has more than 20 bytes");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        new SurveyProgram(settings, Duration.ofMillis(1), 1 << 20)
                                .survey(checkout.path(), commit))
                .withMessage("the survey was ended after 0 s");
    }

    @ParameterizedTest
    @EnumSource
    void surveysOfSeveralRepositoriesAreAllMade(DatabaseKind kind) throws Exception {
        TestRepository checkout = checkout();
        try (TestServer server = server(kind, JAR)) {
            List<String> paths = new ArrayList<>();
            List<Person> people = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                people.add(server.member());
                paths.add(connect(server, people.get(i)));
            }
            for (int i = 0; i < 3; i++) {
                call(server, people.get(i), "POST", paths.get(i), "");
            }
            for (int i = 0; i < 3; i++) {
                assertThat(awaitEnd(server, people.get(i), paths.get(i)).path("commit").asString())
                        .isEqualTo(checkout.git("rev-parse", "HEAD").strip());
            }
        }
    }

    private TestRepository checkout() {
        TestRepository checkout = TestRepository.create(folder.resolve("root/repo"));
        checkout.write("greet.sh", "#!/bin/sh\necho hello\n");
        checkout.commit("base");
        return checkout;
    }

    private TestServer server(DatabaseKind kind, String jar) {
        return new TestServer(
                kind,
                folder.resolve("data"),
                Map.of(
                        "JAUNT_LOCAL_ROOT",
                        folder.resolve("root").toString(),
                        "JAUNT_RUNNER_JAR",
                        jar));
    }

    private String connect(TestServer server, Person person) throws Exception {
        String body = Json.line(Map.of("path", folder.resolve("root/repo").toString()));
        HttpResponse<byte[]> answer = call(server, person, "POST", "/api/repo/connect", body);
        return "/api/repo/%s/report"
                .formatted(Json.tree("the answer", answer.body()).path("id").asString());
    }

    private static JsonNode awaitEnd(TestServer server, Person person, String path)
            throws Exception {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
            JsonNode report = get(server, person, path);
            String status = report.path("status").asString();
            if (status.equals("done") || status.equals("failed")) {
                return report;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new AssertionError("never ended: " + get(server, person, path));
    }

    private static JsonNode get(TestServer server, Person person, String path) throws Exception {
        HttpResponse<byte[]> answer = call(server, person, "GET", path, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.tree("the report", answer.body());
    }

    private static HttpResponse<byte[]> call(
            TestServer server, Person person, String method, String path, String body)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(server.address().resolve(path))
                            .header("Authorization", "Bearer " + person.token())
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }
}
