package dev.pithyjaunt.runner.init;

import org.jspecify.annotations.Nullable;

/// What came of the server.
///
/// @param address absent when none was named
/// @param repositoryId under which it has the repository
/// @param problem why it was not asked, or what it answered instead
/// @param eventSecret only where it is to be shown
record ServerPart(
        @Nullable String address,
        @Nullable String repositoryId,
        @Nullable String problem,
        @Nullable String eventSecret) {

    static final ServerPart NONE = new ServerPart(null, null, null, null);

    /// Hides the secret.
    @Override
    public String toString() {
        return "ServerPart[%s, %s]".formatted(address, repositoryId);
    }
}
