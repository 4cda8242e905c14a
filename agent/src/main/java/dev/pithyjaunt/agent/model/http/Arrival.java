package dev.pithyjaunt.agent.model.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.regex.Pattern;

/// Takes an answer in, and knows how much of it has come and when. One thread writes, another
/// reads.
final class Arrival implements BodyHandler<byte[]> {

    private static final int MAX_BODY_BYTES = 32 << 20;

    /// What the model itself says, in any of the protocols. Before it, some servers confirm at once
    /// that they took the request, and are silent while the model thinks.
    private static final Pattern WORDS =
            Pattern.compile(
                    "\\.delta\\b|\\.done\\b|content_block_delta|\"tool_calls\"\\s*:\\s*\\["
                            + "|\"(?:content|refusal|reasoning\\w*)\"\\s*:\\s*\"[^\"]");

    /// Longer than what is looked for.
    private static final int OVERLAP = 64;

    private final BodyHandler<byte[]> body =
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES);

    private volatile Optional<Integer> status = Optional.empty();
    private final StringBuilder tail = new StringBuilder();
    private volatile long lastByte;
    private volatile boolean begun;

    /// Empty until the headers have come.
    Optional<Integer> status() {
        return status;
    }

    /// Whether nothing has come for too long. Never before the model's first word: models think
    /// before they speak.
    boolean isStalled(Duration limit) {
        return begun && nanosToWait(limit) <= 0;
    }

    /// The earliest time at which it can be stalled.
    long nanosToWait(Duration limit) {
        return begun ? lastByte + limit.toNanos() - System.nanoTime() : limit.toNanos();
    }

    @Override
    public BodySubscriber<byte[]> apply(ResponseInfo info) {
        status = Optional.of(info.statusCode());
        return new Watched(body.apply(info));
    }

    private void tick(List<ByteBuffer> bytes) {
        lastByte = System.nanoTime();
        if (begun) {
            return;
        }
        for (ByteBuffer part : bytes) {
            tail.append(StandardCharsets.ISO_8859_1.decode(part.duplicate()));
        }
        begun = WORDS.matcher(tail).find();
        tail.delete(0, Math.max(0, tail.length() - OVERLAP));
    }

    private final class Watched implements BodySubscriber<byte[]> {

        private final BodySubscriber<byte[]> target;

        Watched(BodySubscriber<byte[]> target) {
            this.target = target;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return target.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            target.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {
            tick(bytes);
            target.onNext(bytes);
        }

        @Override
        public void onError(Throwable error) {
            target.onError(error);
        }

        @Override
        public void onComplete() {
            target.onComplete();
        }
    }
}
