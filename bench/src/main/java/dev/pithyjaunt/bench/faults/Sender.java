package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.protocol.signature.Signature;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A run as its server hears it: numbered lines in signed deliveries, each sent until it is
/// answered, some of them again after that.
final class Sender {

    private static final Duration REQUEST = Duration.ofSeconds(15);

    /// With which one delivery is sent again and again.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final int MAX_LINES = 3;

    /// How much of what was taken is followed by something that was taken before.
    private static final double REPEATED = 0.2;

    private final HttpClient http;
    private final URI address;
    private final Secret secret;
    private final InstantSource clock;
    private final Told told;
    private final Random dice;
    private final Ledger ledger;
    private final List<Delivery> before = new ArrayList<>();
    private long sequence;
    private int lastStatus;
    private long nextSequence;
    private boolean cancelRequested;

    @SuppressWarnings("ArrayRecordComponent") // Bytes as they are sent; never compared.
    private record Delivery(String id, byte[] body) {}

    /// How one gets to the server, and what it shows there.
    ///
    /// @param address of the server, or of what is between
    record Way(HttpClient http, URI address, Secret secret, InstantSource clock) {}

    Sender(Way way, Told told, Ledger ledger, Random dice) {
        this.http = way.http();
        this.address = way.address().resolve("/api/webhook/github-actions");
        this.secret = way.secret();
        this.clock = way.clock();
        this.told = told;
        this.ledger = ledger;
        this.dice = dice;
    }

    /// Whether the server asked it to stop.
    boolean isCancelRequested() {
        return cancelRequested;
    }

    /// What the latest delivery was answered; 0 when it was not.
    int lastStatus() {
        return lastStatus;
    }

    /// @return whether it was taken
    boolean started(long runId) {
        boolean taken = deliver(event("task.started", Map.of("runId", runId)));
        if (taken) {
            told.taken();
        }
        return taken;
    }

    /// The next few lines.
    boolean log() {
        List<Map<String, Object>> lines = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int count = 1 + dice.nextInt(MAX_LINES);
        for (int i = 1; i <= count; i++) {
            String text = "line %d of %s".formatted(sequence + i, told.executionId());
            texts.add(text);
            lines.add(
                    Map.of(
                            "sequence",
                            sequence + i,
                            "at",
                            clock.instant().toString(),
                            "level",
                            "info",
                            "text",
                            text));
        }
        // An answer that asks for lines before these says that they were not taken.
        boolean taken =
                deliver(event("task.log", Map.of("lines", lines)))
                        && nextSequence > sequence + count - 1;
        if (taken) {
            sequence += count;
            told.linesTaken(texts);
        }
        return taken;
    }

    /// How it ended, with what it took.
    ///
    /// @param calls of the model, as many
    boolean completed(int calls) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            all.add(
                    Map.of(
                            "provider",
                            "openai",
                            "model",
                            "scripted",
                            "inputTokens",
                            1_000 + i,
                            "cachedInputTokens",
                            0,
                            "cacheWriteTokens",
                            0,
                            "outputTokens",
                            10,
                            "reasoningTokens",
                            0,
                            "counted",
                            true,
                            "seconds",
                            0.5));
        }
        boolean taken = deliver(event("task.completed", Map.of("usage", Map.of("calls", all))));
        if (taken) {
            told.endTaken("ready", calls);
        }
        return taken;
    }

    boolean cancelled() {
        boolean taken =
                deliver(
                        event(
                                "task.cancelled",
                                Map.of(
                                        "error",
                                        Map.of(
                                                "category", "cancelled",
                                                "message", "it was cancelled"))));
        if (taken) {
            told.endTaken("cancelled", 0);
        }
        return taken;
    }

    private byte[] event(String type, Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("taskId", told.taskId());
        fields.put("executionId", told.executionId());
        fields.put("runAttempt", 1);
        fields.put("phase", "generate");
        fields.put("occurredAt", clock.instant().toString());
        fields.putAll(more);
        return Json.line(fields).getBytes(StandardCharsets.UTF_8);
    }

    /// Sends until something other than "not now" is answered.
    private boolean deliver(byte[] body) {
        Delivery delivery = new Delivery(Id.next(), body);
        boolean isAnswered =
                Patience.until(
                        PATIENCE,
                        () -> {
                            lastStatus = send(delivery);
                            if (isLater(lastStatus)) {
                                Patience.pass(PAUSE);
                            }
                            return !isLater(lastStatus);
                        });
        boolean taken = isAnswered && lastStatus == 200;
        if (taken) {
            long next = nextSequence;
            before.add(delivery);
            if (dice.nextDouble() < REPEATED) {
                // What it is answered may get lost: it has been taken.
                int _ = send(before.get(dice.nextInt(before.size())));
            }
            nextSequence = next;
        }
        return taken;
    }

    private static boolean isLater(int status) {
        return status == 0 || status == 429 || status == 408 || status / 100 == 5;
    }

    /// @return 0 when no answer came
    private int send(Delivery delivery) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(REQUEST)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(delivery.body()));
        Signature.sign(List.of(secret), delivery.id(), clock.instant(), delivery.body())
                .byName()
                .forEach(request::header);
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            ledger.answered(answer.statusCode());
            if (answer.statusCode() == 200) {
                JsonNode said = Json.tree("the answer", answer.body());
                cancelRequested |= said.path("cancelRequested").asBoolean(false);
                nextSequence = said.path("nextSequence").asLong(0);
            }
            return answer.statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
