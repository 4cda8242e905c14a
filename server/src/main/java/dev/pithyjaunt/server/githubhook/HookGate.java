package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.protocol.signature.HubSignature;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.protocol.signature.Verification.Invalid;
import dev.pithyjaunt.protocol.signature.Verification.Valid;
import dev.pithyjaunt.server.platform.Settings;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Lets deliveries through that GitHub signed, each read whole and no larger than it may be.
@Component
final class HookGate {

    /// GitHub sends up to 25 MB; what is looked at here has a few 10 KB.
    static final int MAX_BYTES = 4 * 1024 * 1024;

    static final String EVENT = "X-GitHub-Event";

    /// Larger ones are held in memory by few at a time, until their signature is verified.
    private static final int LARGE = 256 * 1024;

    private static final int LARGE_AT_ONCE = 4;

    private final Optional<Secret> secret;
    private final Semaphore largeTurns = new Semaphore(LARGE_AT_ONCE);

    /// Wrong signatures; more of them are told to stay away. Right ones don't count.
    private final Bucket strangers =
            Bucket.builder()
                    .addLimit(limit -> limit.capacity(20).refillGreedy(1, Duration.ofSeconds(1)))
                    .build();

    HookGate(Settings settings) {
        secret = Optional.ofNullable(settings.gitHub().hookSecret()).map(Secret::literal);
    }

    /// What GitHub signed.
    ///
    /// @param id the same when it is sent again
    /// @param event as GitHub names it
    @SuppressWarnings("ArrayRecordComponent") // Bytes as they came; never compared.
    record Delivery(String id, String event, byte[] body) {}

    /// @throws HookRefusedException when GitHub did not sign it, or it can't be taken
    Delivery verified(HttpServletRequest request) {
        if (secret.isEmpty()) {
            throw HookRefusedException.switchedOff();
        }
        requireJson(request);
        byte[] body = body(request);
        var verification =
                HubSignature.verify(
                        List.of(secret.get()),
                        request.getHeader(HubSignature.HEADER),
                        request.getHeader(HubSignature.ID_HEADER),
                        body);
        return switch (verification) {
            case Invalid(var reason) -> throw stranger(reason.name());
            case Valid(String id) -> new Delivery(id, event(request), body);
        };
    }

    private static String event(HttpServletRequest request) {
        String event = request.getHeader(EVENT);
        if (event == null) {
            throw HookRefusedException.malformed("the header %s is missing".formatted(EVENT));
        }
        return event;
    }

    /// As form data, GitHub's other form, the body would be signed just as well, and is not JSON.
    private static void requireJson(HttpServletRequest request) {
        @Nullable String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw HookRefusedException.notJson();
        }
    }

    private HookRefusedException stranger(String reason) {
        ConsumptionProbe probe = strangers.tryConsumeAndReturnRemaining(1);
        String word = reason.toLowerCase(Locale.ROOT).replace('_', '-');
        return probe.isConsumed()
                ? HookRefusedException.unsigned(word)
                : HookRefusedException.tooMany(
                        word, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private byte[] body(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length > MAX_BYTES) {
            throw HookRefusedException.tooLarge(MAX_BYTES);
        }
        if (length >= 0 && length <= LARGE) {
            return read(request);
        }
        if (!largeTurns.tryAcquire()) {
            throw HookRefusedException.tooMany("too-many-large", Duration.ofSeconds(1));
        }
        try {
            return read(request);
        } finally {
            largeTurns.release();
        }
    }

    private static byte[] read(HttpServletRequest request) {
        try {
            byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw HookRefusedException.tooLarge(MAX_BYTES);
            }
            return body;
        } catch (IOException _) {
            throw HookRefusedException.cutOff();
        }
    }
}
