package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.runner.execution.Progress;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One task through a server, over HTTP: connect, create, execute, follow, fetch what is left.
final class Demonstration {

    private final ServerClient client;
    private final URI server;
    private final Progress progress;
    private final Map<String, Instant> firstLines = new LinkedHashMap<>();
    private ServerClient.@Nullable Status status;
    private String phase = "";
    private long logLines;

    Demonstration(ServerClient client, URI server, Progress progress) {
        this.client = client;
        this.server = server;
        this.progress = progress;
    }

    /// @param repository a path or a URL
    /// @param check the command that runs its tests, which the demo's administrator allows
    DemoResult run(String repository, String task, @Nullable String check) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put(repository.contains("://") ? "url" : "path", repository);
        if (check != null) {
            wanted.put("checkCommand", check);
            wanted.put("checksAllowed", true);
        }
        String repositoryId =
                client.post("/api/repo/connect", wanted, ServerClient.Made.class).id();
        String taskId =
                client.post(
                                "/api/task",
                                Map.of("repositoryId", repositoryId, "description", task),
                                ServerClient.Made.class)
                        .id();
        ServerClient.Accepted accepted =
                client.post(
                        "/api/task/" + taskId + "/execute", Map.of(), ServerClient.Accepted.class);
        progress.say("task page: " + page(taskId));
        client.follow("/api/task/" + taskId + "/logs/stream", this::hear);
        return result(taskId, accepted.executionId());
    }

    private String page(String taskId) {
        return server.resolve("/task/" + taskId).toString();
    }

    private void hear(String event, String data) {
        switch (event) {
            case "log" -> say(Json.read(data, ServerClient.LogLine.class));
            case "status" -> status = Json.read(data, ServerClient.Status.class);
            default -> {}
        }
    }

    private void say(ServerClient.LogLine line) {
        if (!line.phase().equals(phase)) {
            phase = line.phase();
            progress.heading(phase);
        }
        firstLines.putIfAbsent(phase, line.at());
        logLines++;
        progress.relay(phase, line.text());
    }

    private DemoResult result(String taskId, String executionId) {
        ServerClient.Status end = Objects.requireNonNull(status, "the stream told no status");
        Outcome outcome = Objects.requireNonNull(end.outcome(), "the stream ended too early");
        Optional<Report> report = client.find("/api/task/" + taskId + "/report", Report.class);
        return new DemoResult(
                taskId,
                executionId,
                outcome.taskStatus(),
                outcome,
                end.error(),
                page(taskId),
                end.branch(),
                report.map(Report::baseCommit).orElse(null),
                end.headCommit(),
                end.prUrl(),
                client.find("/api/task/" + taskId + "/patch").orElse(""),
                report.map(Report::usage).orElse(Usage.NONE),
                seconds(report, evidence(taskId), end),
                logLines);
    }

    Optional<Evidence> evidence(String taskId) {
        return client.find("/api/task/" + taskId + "/evidence", Evidence.class);
    }

    private Map<String, Double> seconds(
            Optional<Report> report, Optional<Evidence> evidence, ServerClient.Status end) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        report.ifPresent(r -> seconds.put("generate", between(r.startedAt(), r.finishedAt())));
        evidence.ifPresent(e -> seconds.put("validate", e.seconds()));
        Instant published = firstLines.get("publish");
        if (published != null && end.completedAt() != null) {
            seconds.put("publish", between(published, end.completedAt()));
        }
        return seconds;
    }

    private static double between(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
