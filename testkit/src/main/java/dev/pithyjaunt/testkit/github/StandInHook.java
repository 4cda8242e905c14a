package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.signature.HubSignature;
import dev.pithyjaunt.protocol.signature.Secret;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A webhook that somebody set up: tells what happened as GitHub does, signed. It tells it when a
/// test says so, in any order and as often as it says; GitHub promises no more than that.
///
/// Source: https://docs.github.com/webhooks/webhook-events-and-payloads
public final class StandInHook implements AutoCloseable {

    private final URI target;
    private final Secret secret;
    private final Views views;
    private final HttpClient client = HttpClient.newHttpClient();

    StandInHook(URI target, Secret secret, Views views) {
        this.target = target;
        this.secret = secret;
        this.views = views;
    }

    /// What is sent, and sent again.
    ///
    /// @param id the same when it is sent again
    public record Delivery(String id, String event, String body) {}

    /// How it was received.
    public record Receipt(int status, String body) {}

    /// An issue as a delivery shows it. One that is told of is there from then on.
    ///
    /// @param updatedAt such as `2026-01-02T03:04:05Z`
    public record Issue(
            int number,
            String title,
            String body,
            boolean isOpen,
            boolean isLocked,
            boolean isPullRequest,
            String updatedAt) {}

    /// One with an id of its own.
    public static Delivery delivery(String event, Object payload) {
        return new Delivery(UUID.randomUUID().toString(), event, Json.line(payload));
    }

    /// @param action such as `closed`
    public Delivery pullRequest(StandInRepository repository, PullRequest pull, String action) {
        ObjectNode payload = payload(repository, action, pull.author());
        payload.put("number", pull.number());
        payload.set("pull_request", views.pull(repository, pull));
        return delivery("pull_request", payload);
    }

    /// @param action such as `completed`
    public Delivery run(StandInRun run, String action) {
        ObjectNode payload = payload(run.repository(), action, run.origin().actor());
        payload.set("workflow_run", views.run(run));
        return delivery("workflow_run", payload);
    }

    /// @param sender who labelled it: `name[bot]` for a bot
    public Delivery labelled(
            StandInRepository repository, Issue issue, String label, String sender) {
        ObjectNode payload = payload(repository, "labeled", sender);
        payload.set("issue", view(repository, issue));
        payload.set("label", views.label(repository, label));
        return delivery("issues", payload);
    }

    /// @param id GitHub's number of the comment
    public Delivery commented(
            StandInRepository repository, Issue issue, long id, String body, String sender) {
        ObjectNode payload = payload(repository, "created", sender);
        payload.set("issue", view(repository, issue));
        ObjectNode comment =
                payload.putObject("comment")
                        .put("id", id)
                        .put("body", body)
                        .put("created_at", issue.updatedAt())
                        .putNull("performed_via_github_app");
        comment.set("user", views.user(sender));
        return delivery("issue_comment", payload);
    }

    private ObjectNode payload(StandInRepository repository, String action, String sender) {
        ObjectNode payload = Views.object().put("action", action);
        payload.set("repository", views.repository(repository));
        payload.set("sender", views.user(sender));
        return payload;
    }

    private ObjectNode view(StandInRepository repository, Issue issue) {
        ObjectNode view =
                Views.object()
                        .put("id", repository.id() * 1000 + issue.number())
                        .put("number", issue.number())
                        .put("title", issue.title())
                        .put("body", issue.body())
                        .put("state", issue.isOpen() ? "open" : "closed")
                        .put("locked", issue.isLocked())
                        .put("html_url", views.web(repository) + "/issues/" + issue.number())
                        .put("updated_at", issue.updatedAt());
        if (issue.isPullRequest()) {
            view.putObject("pull_request")
                    .put("url", views.api(repository) + "/pulls/" + issue.number());
        } else {
            var _ = repository.issue(issue.number());
        }
        return view;
    }

    public Receipt send(Delivery delivery) {
        return send(delivery, HubSignature.sign(secret, bytes(delivery)));
    }

    /// @param signature as the header has it
    public Receipt send(Delivery delivery, String signature) {
        HttpRequest request =
                HttpRequest.newBuilder(target)
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "GitHub-Hookshot/stand-in")
                        .header("X-GitHub-Event", delivery.event())
                        .header(HubSignature.ID_HEADER, delivery.id())
                        .header(HubSignature.HEADER, signature)
                        .POST(BodyPublishers.ofByteArray(bytes(delivery)))
                        .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return new Receipt(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("delivering to " + target, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while delivering to " + target, e);
        }
    }

    private static byte[] bytes(Delivery delivery) {
        return delivery.body().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
