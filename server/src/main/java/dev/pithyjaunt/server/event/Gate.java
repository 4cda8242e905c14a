package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.signature.HubSignature;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.protocol.signature.Signature;
import dev.pithyjaunt.protocol.signature.SignedHeaders;
import dev.pithyjaunt.protocol.signature.Verification;
import dev.pithyjaunt.protocol.signature.Verification.Invalid;
import dev.pithyjaunt.protocol.signature.Verification.Reason;
import dev.pithyjaunt.protocol.signature.Verification.Valid;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.Settings;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds out who signed a delivery. Who holds no secret of ours learns nothing here, not even which
/// executions there are; who holds a repository's learns which are its own.
@Component
final class Gate {

    private final EventSecrets secrets;
    private final ExecutionStore executions;
    private final RateLimits limits;
    private final InstantSource clock;
    private final boolean hubSignatures;

    Gate(
            EventSecrets secrets,
            ExecutionStore executions,
            RateLimits limits,
            InstantSource clock,
            Settings settings) {
        this.secrets = secrets;
        this.executions = executions;
        this.limits = limits;
        this.clock = clock;
        hubSignatures = settings.hubSignatures();
    }

    /// A delivery that somebody signed who may send some.
    ///
    /// @param execution whose secret it was; absent when it was that of a repository which has no
    ///   such execution
    /// @param keys what a repeat would share one of with it, within the execution
    /// @param signedId the delivery's id; absent when the signature does not cover it
    record Verified(Optional<Execution> execution, List<String> keys, Optional<String> signedId) {}

    /// @param executionId the one it says to be about, if it says so
    /// @throws RefusedException when nobody's secret made the signature, or not in time
    Verified verify(HttpServletRequest request, Optional<String> executionId, byte[] body) {
        Optional<Execution> execution = executionId.flatMap(executions::find);
        List<Secret> own = execution.stream().map(secrets::ofExecution).toList();
        return switch (verification(request, own, body)) {
            case Valid valid -> verified(request, execution, valid, body);
            case Invalid(Reason reason) when reason != Reason.WRONG_SIGNATURE ->
                    throw unsigned(reason);
            case Invalid _ -> ofAnotherRepository(request, body);
        };
    }

    private Verified ofAnotherRepository(HttpServletRequest request, byte[] body) {
        List<Secret> all = limits.takeForStranger() ? secrets.ofRepositories() : List.of();
        return switch (verification(request, all, body)) {
            case Valid valid -> verified(request, Optional.empty(), valid, body);
            case Invalid(Reason reason) -> throw unsigned(reason);
        };
    }

    private Verification verification(
            HttpServletRequest request, List<Secret> candidates, byte[] body) {
        SignedHeaders headers =
                new SignedHeaders(
                        request.getHeader(SignedHeaders.ID),
                        request.getHeader(SignedHeaders.TIMESTAMP),
                        request.getHeader(SignedHeaders.SIGNATURE));
        return isHub(request)
                ? HubSignature.verify(
                        candidates,
                        request.getHeader(HubSignature.HEADER),
                        request.getHeader(HubSignature.ID_HEADER),
                        body)
                : Signature.verify(candidates, headers, body, clock.instant());
    }

    private boolean isHub(HttpServletRequest request) {
        @Nullable String standard = request.getHeader(SignedHeaders.SIGNATURE);
        return hubSignatures && standard == null && request.getHeader(HubSignature.HEADER) != null;
    }

    /// GitHub's form does not cover the id: there the body itself tells a repeat as well, or else a
    /// recorded delivery could be applied again under another id.
    private Verified verified(
            HttpServletRequest request, Optional<Execution> execution, Valid valid, byte[] body) {
        return isHub(request)
                ? new Verified(
                        execution, List.of(valid.id(), "body:" + sum(body)), Optional.empty())
                : new Verified(execution, List.of(valid.id()), Optional.of(valid.id()));
    }

    private static String sum(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static RefusedException unsigned(Reason reason) {
        return RefusedException.unsigned(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
