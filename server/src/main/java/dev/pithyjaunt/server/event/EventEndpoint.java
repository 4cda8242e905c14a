package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.event.EventAnswer;
import dev.pithyjaunt.protocol.event.EventSchema;
import dev.pithyjaunt.server.event.Gate.Verified;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Problems;
import dev.pithyjaunt.server.platform.StorageException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Where runners deliver: events, and files that are too large for one.
@RestController
final class EventEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(EventEndpoint.class);

    /// Files are held in memory until their signature is verified.
    private static final int FILES_AT_ONCE = 2;

    private final Gate gate;
    private final Deliveries deliveries;
    private final EventCounts counts;
    private final Semaphore fileTurns = new Semaphore(FILES_AT_ONCE, true);

    EventEndpoint(Gate gate, Deliveries deliveries, EventCounts counts) {
        this.gate = gate;
        this.deliveries = deliveries;
        this.counts = counts;
    }

    @PostMapping("/api/webhook/github-actions")
    @Nullable ResponseEntity<Object> event(
            HttpServletRequest request, HttpServletResponse response) {
        Optional<String> executionId = Optional.empty();
        try {
            byte[] body = body(request, EventSchema.MAX_BYTES);
            executionId = NamedExecution.in(body);
            Answer answer =
                    taken(
                            request,
                            executionId,
                            body,
                            delivery -> deliveries.takeEvent(delivery, body));
            return answered(answer, executionId.orElse(""), response);
        } catch (RefusedException e) {
            return refused(e, executionId.orElse(""));
        } catch (ConflictException e) {
            return refused(
                    RefusedException.conflict(String.valueOf(e.getMessage())),
                    executionId.orElse(""));
        } catch (StorageException e) {
            counts.refused(Refusal.NOT_STORED);
            throw e;
        }
    }

    @PutMapping("/api/execution/{id}/file/{kind}")
    @Nullable ResponseEntity<Object> file(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable String id,
            @PathVariable String kind) {
        Optional<String> executionId = NamedExecution.wellFormed(id);
        if (!fileTurns.tryAcquire()) {
            return refused(
                    RefusedException.tooMany(Refusal.TOO_MANY_FILES, Duration.ofSeconds(1)),
                    executionId.orElse(""));
        }
        try {
            byte[] content = body(request, dev.pithyjaunt.protocol.event.FileKind.MAX_BYTES);
            Answer answer =
                    taken(
                            request,
                            executionId,
                            content,
                            delivery -> {
                                FileKind wanted =
                                        FileKind.find(kind)
                                                .orElseThrow(() ->
                                                        RefusedException.unknown(
                                                                Refusal.UNKNOWN_FILE));
                                requireAddressed(delivery, wanted, id, content);
                                return deliveries.takeFile(delivery, wanted, content);
                            });
            return answered(answer, id, response);
        } catch (RefusedException e) {
            return refused(e, executionId.orElse(""));
        } catch (StorageException e) {
            counts.refused(Refusal.NOT_STORED);
            throw e;
        } finally {
            fileTurns.release();
        }
    }

    /// Who signs for an execution changes at most twice: when it gets a secret of its own, and when
    /// it is deleted.
    private Answer taken(
            HttpServletRequest request,
            Optional<String> executionId,
            byte[] body,
            Function<Verified, Answer> work) {
        Verified delivery = gate.verify(request, executionId, body);
        while (true) {
            try {
                return work.apply(delivery);
            } catch (OutdatedSignerException _) {
                delivery = gate.verifyAnew(request, executionId, body);
            }
        }
    }

    /// The signature covers the id and not the address, so the id has to be that of this file.
    private static void requireAddressed(
            Verified delivery, FileKind kind, String executionId, byte[] content) {
        String expected =
                dev.pithyjaunt.protocol.event.FileKind.valueOf(kind.name())
                        .deliveryId(executionId, content);
        if (delivery.signedId().isPresent() && !delivery.signedId().get().equals(expected)) {
            throw RefusedException.unsigned(Refusal.ID_OF_ANOTHER_FILE);
        }
    }

    private static byte[] body(HttpServletRequest request, int maxBytes) {
        if (request.getContentLengthLong() > maxBytes) {
            throw RefusedException.tooLarge(maxBytes);
        }
        try {
            byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw RefusedException.tooLarge(maxBytes);
            }
            return body;
        } catch (IOException _) {
            throw RefusedException.cutOff();
        }
    }

    /// @return absent: it is answered
    private @Nullable ResponseEntity<Object> answered(
            Answer answer, String executionId, HttpServletResponse response) {
        if (answer.isTaken()) {
            counts.taken();
            write(new EventAnswer(answer.nextSequence(), answer.cancelRequested()), response);
            return null;
        }
        counts.refused(Refusal.OVER);
        LOG.atInfo()
                .addKeyValue("reason", Refusal.OVER.word())
                .addKeyValue("execution", executionId)
                .log("delivery refused");
        ProblemDetail problem =
                Problems.problem(HttpStatus.CONFLICT, "execution-over", "the execution is over");
        if (answer.nextSequence() != null) {
            problem.setProperty("nextSequence", answer.nextSequence());
        }
        problem.setProperty("cancelRequested", answer.cancelRequested());
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /// Straight, since there are thousands a second, and what else writes answers takes as long as
    /// verifying a delivery does.
    private static void write(EventAnswer answer, HttpServletResponse response) {
        byte[] body = Json.line(answer).getBytes(StandardCharsets.UTF_8);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IOException e) {
            LOG.debug("a sender did not wait for its answer", e);
        }
    }

    /// @param executionId as the sender names it; empty when that is no id
    private ResponseEntity<Object> refused(RefusedException e, String executionId) {
        counts.refused(e.refusal());
        level(e.status())
                .addKeyValue("reason", e.why())
                .addKeyValue("execution", executionId)
                .log("delivery refused");
        return e.answer();
    }

    /// Of those that are too many there may be very many.
    private static LoggingEventBuilder level(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> LOG.atWarn();
            case TOO_MANY_REQUESTS -> LOG.atDebug();
            default -> LOG.atInfo();
        };
    }
}
