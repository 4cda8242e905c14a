package dev.pithyjaunt.bench.server;

import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.protocol.signature.Signature;
import dev.pithyjaunt.protocol.signature.SignedHeaders;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Log lines of many executions, as their runners send them: each connection has executions of its
/// own, and goes round them, so that lines come in order.
final class SignedEvents implements Load.Requests {

    static final int LINES = 4;

    /// Of a body, about.
    static final int BYTES = 600;

    private final List<List<Source>> sources = new ArrayList<>();
    private final int[] turns;
    private final Secret secret;
    private final InstantSource clock = InstantSource.system();

    /// One execution's runner.
    private static final class Source {
        private final Rows.Open execution;
        private long next = 1;

        Source(Rows.Open execution) {
            this.execution = execution;
        }
    }

    /// @param secret of the repository that all executions are of
    SignedEvents(List<Rows.Open> executions, int connections, Secret secret) {
        this.secret = secret;
        turns = new int[connections];
        for (int i = 0; i < connections; i++) {
            sources.add(new ArrayList<>());
        }
        for (int i = 0; i < executions.size(); i++) {
            sources.get(i % connections).add(new Source(executions.get(i)));
        }
    }

    @Override
    public byte[] next(int connection) {
        List<Source> own = sources.get(connection);
        Source source = own.get(turns[connection]++ % own.size());
        long first = source.next;
        source.next += LINES;
        Instant now = clock.instant();
        byte[] body = body(source.execution, first, now).getBytes(StandardCharsets.UTF_8);
        SignedHeaders headers =
                Signature.sign(List.of(secret), source.execution.id() + "-" + first, now, body);
        byte[] head =
                """
                POST /api/webhook/github-actions HTTP/1.1\r
                Host: 127.0.0.1\r
                Content-Type: application/json\r
                webhook-id: %s\r
                webhook-timestamp: %s\r
                webhook-signature: %s\r
                Content-Length: %d\r
                \r
                """
                        .formatted(
                                headers.id(), headers.timestamp(), headers.signature(), body.length)
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private static String body(Rows.Open execution, long first, Instant now) {
        StringBuilder body = new StringBuilder(BYTES + 50);
        body.append("{\"type\":\"task.log\",\"taskId\":\"")
                .append(execution.taskId())
                .append("\",\"executionId\":\"")
                .append(execution.id())
                .append("\",\"runAttempt\":1,\"phase\":\"generate\",\"occurredAt\":\"")
                .append(now)
                .append("\",\"lines\":[");
        for (int i = 0; i < LINES; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"sequence\":")
                    .append(first + i)
                    .append(",\"at\":\"")
                    .append(now)
                    .append("\",\"level\":\"info\",\"text\":\"looked at a file ")
                    .append(first + i)
                    .append("\"}");
        }
        return body.append("]}").toString();
    }
}
