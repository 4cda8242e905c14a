package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;

import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who signs for which execution, kept for those that were asked for last. What is kept may be
/// outdated, on another server too: who acts on it compares it with the execution's row.
@Component
final class Signers {

    private static final int MAX_KEPT = 10_000;

    private final EventSecrets secrets;
    private final ExecutionStore executions;
    private final Map<String, Signer> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Signer> eldest) {
                    return size() > MAX_KEPT;
                }
            };

    Signers(EventSecrets secrets, ExecutionStore executions) {
        this.secrets = secrets;
        this.executions = executions;
    }

    /// As it was when it was last looked up.
    Optional<Signer> find(String executionId) {
        synchronized (kept) {
            Signer known = kept.get(executionId);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return lookUp(executionId);
    }

    /// As it is.
    Optional<Signer> lookUp(String executionId) {
        Optional<Signer> found = executions.find(executionId).map(this::signer);
        synchronized (kept) {
            found.ifPresentOrElse(
                    signer -> kept.put(executionId, signer), () -> kept.remove(executionId));
        }
        return found;
    }

    private Signer signer(Execution execution) {
        Optional<Secret> own = executions.findSecret(execution.id()).map(Secret::of);
        return new Signer(
                execution.id(),
                execution.taskId(),
                execution.repositoryId(),
                own.isPresent(),
                own.map(List::of).orElseGet(() -> secrets.takenOf(execution.repositoryId())));
    }
}
