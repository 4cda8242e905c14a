package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.signature.HubSignature;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.protocol.signature.Signature;
import dev.pithyjaunt.protocol.signature.SignedHeaders;
import dev.pithyjaunt.protocol.signature.Verification;
import dev.pithyjaunt.protocol.signature.Verification.Invalid;
import dev.pithyjaunt.protocol.signature.Verification.Reason;
import dev.pithyjaunt.protocol.signature.Verification.Valid;
import dev.pithyjaunt.server.platform.ClientAddress;
import dev.pithyjaunt.server.platform.Settings;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Finds out who signed a delivery. Who holds no secret of ours learns nothing here, not even which
/// executions there are; who holds a repository's learns which are its own.
@Component
final class Gate {

    private final EventSecrets secrets;
    private final Signers signers;
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final InstantSource clock;
    private final boolean hubSignatures;

    // One dependency more than is good: who signed is found out by all of them.
    Gate(
            EventSecrets secrets,
            Signers signers,
            RateLimits limits,
            ClientAddress addresses,
            InstantSource clock,
            Settings settings) {
        this.secrets = secrets;
        this.signers = signers;
        this.limits = limits;
        this.addresses = addresses;
        this.clock = clock;
        hubSignatures = settings.hubSignatures();
    }

    /// A delivery that somebody signed who may send some.
    ///
    /// @param signer whose secret it was; absent when it was that of a repository which has no such
    ///   execution
    /// @param keys what a repeat would share one of with it, within the execution
    /// @param signedId the delivery's id; absent when the signature does not cover it
    record Verified(Optional<Signer> signer, List<String> keys, Optional<String> signedId) {}

    /// @param executionId the one it says to be about, if it says so
    /// @throws RefusedException when nobody's secret made the signature, or not in time; when too
    ///   many such come from the same address
    Verified verify(HttpServletRequest request, Optional<String> executionId, byte[] body) {
        Optional<Signer> known = executionId.flatMap(signers::find);
        Verification verification = verification(request, known, body);
        return verification.equals(new Invalid(Reason.WRONG_SIGNATURE))
                ? verifyAnew(request, executionId, known, body)
                : verified(request, known, verification, body);
    }

    /// The same by what is stored, for who was told that what is known is outdated.
    Verified verifyAnew(HttpServletRequest request, Optional<String> executionId, byte[] body) {
        return verifyAnew(request, executionId, Optional.empty(), body);
    }

    private Verified verifyAnew(
            HttpServletRequest request,
            Optional<String> executionId,
            Optional<Signer> tried,
            byte[] body) {
        Optional<Signer> stored = executionId.flatMap(signers::lookUp);
        if (stored.isPresent() && !stored.equals(tried)) {
            Verification verification = verification(request, stored, body);
            if (!verification.equals(new Invalid(Reason.WRONG_SIGNATURE))) {
                return verified(request, stored, verification, body);
            }
        }
        List<Secret> all =
                limits.takeSearch(addresses.of(request)) ? secrets.ofRepositories() : List.of();
        return verified(request, Optional.empty(), verification(request, all, body), body);
    }

    private Verification verification(
            HttpServletRequest request, Optional<Signer> signer, byte[] body) {
        return verification(request, signer.map(Signer::secrets).orElse(List.of()), body);
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
            HttpServletRequest request,
            Optional<Signer> signer,
            Verification verification,
            byte[] body) {
        return switch (verification) {
            case Invalid(Reason reason) -> {
                limits.takeOfStranger(addresses.of(request));
                throw RefusedException.unsigned(Refusal.of(reason));
            }
            case Valid(String id) when isHub(request) ->
                    new Verified(signer, List.of(id, "body:" + sum(body)), Optional.empty());
            case Valid(String id) -> new Verified(signer, List.of(id), Optional.of(id));
        };
    }

    private static String sum(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
