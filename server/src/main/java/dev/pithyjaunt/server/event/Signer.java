package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.signature.Secret;

import java.util.List;

/// Whose secrets sign for an execution. None of it changes as long as the execution is there, but
/// that it is given a secret of its own later.
///
/// @param hasOwnSecret whether the secret is the execution's, and not its repository's
/// @param secrets any of which may sign
record Signer(
        String executionId,
        String taskId,
        String repositoryId,
        boolean hasOwnSecret,
        List<Secret> secrets) {

    Signer {
        secrets = List.copyOf(secrets);
    }
}
