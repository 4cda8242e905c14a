package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.protocol.signature.HubSignature;
import dev.pithyjaunt.server.githubhook.HookGate.Delivery;
import dev.pithyjaunt.server.platform.Problems;

import io.micrometer.core.instrument.MeterRegistry;

import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Locale;

/// Where GitHub delivers. What it sends is on disk before it is answered; what takes longer is done
/// later. Answers are for people who look at GitHub's list of deliveries.
///
/// Source: https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks
@RestController
final class HookEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(HookEndpoint.class);

    private final HookGate gate;
    private final HookDeliveries deliveries;
    private final MeterRegistry meters;

    HookEndpoint(HookGate gate, HookDeliveries deliveries, MeterRegistry meters) {
        this.gate = gate;
        this.deliveries = deliveries;
        this.meters = meters;
    }

    @PostMapping("/api/webhook/github")
    ResponseEntity<Object> take(HttpServletRequest request) {
        try {
            Delivery delivery = gate.verified(request);
            Taken taken =
                    deliveries.take(
                            delivery.id(), HookReader.read(delivery.event(), delivery.body()));
            count(taken.result(), taken.reason());
            LOG.atInfo()
                    .addKeyValue("delivery", delivery.id())
                    .addKeyValue("result", taken.result())
                    .addKeyValue("reason", taken.reason())
                    .log("GitHub delivered");
            return ResponseEntity.accepted().body(taken);
        } catch (HookRefusedException e) {
            return refused(e, request);
        }
    }

    /// @param result `taken`, `ignored` or `repeated`
    /// @param reason why it changes nothing, or what it is about
    record Taken(String result, String reason) {}

    private ResponseEntity<Object> refused(HookRefusedException e, HttpServletRequest request) {
        count("refused", e.reason());
        (e.status() == HttpStatus.TOO_MANY_REQUESTS ? LOG.atDebug() : LOG.atWarn())
                .addKeyValue("reason", e.reason())
                .addKeyValue("delivery", id(request))
                .log("delivery of GitHub refused");
        String type = e.status().getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        ProblemDetail problem = Problems.problem(e.status(), type, String.valueOf(e.getMessage()));
        HttpHeaders headers = new HttpHeaders();
        if (e.retryAfter().isPositive()) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds() + 1));
        }
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problem, headers, problem.getStatus());
    }

    /// As long as an id of GitHub is at most: whoever sent it need not be GitHub.
    private static String id(HttpServletRequest request) {
        String id = request.getHeader(HubSignature.ID_HEADER);
        return id != null && id.matches("[0-9A-Za-z-]{1,64}") ? id : "";
    }

    private void count(String result, String reason) {
        meters.counter("pithyjaunt_github_deliveries", "result", result, "reason", reason)
                .increment();
    }
}
