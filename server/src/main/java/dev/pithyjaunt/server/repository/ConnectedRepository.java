package dev.pithyjaunt.server.repository;

import dev.pithyjaunt.protocol.Id;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A git repository that a person connected.
///
/// @param name for people: the last two parts of its address, or its folder's name
/// @param url as git takes it; for a local repository its folder
/// @param invalidReason why it could not be used at the last look; absent while it is valid
/// @param checksAllowed whether an administrator lets this command run on the server's machine
///   without a sandbox; it counts only with `JAUNT_SANDBOX=none`
/// @param checkCommand the command that tells whether the code is right; absent: those that the
///   repository names or that are found in it, in a sandbox only
public record ConnectedRepository(
        String id,
        String ownerId,
        String name,
        String url,
        String defaultBranch,
        boolean valid,
        @Nullable String invalidReason,
        boolean checksAllowed,
        @Nullable String checkCommand,
        Instant createdAt,
        Instant updatedAt) {

    static ConnectedRepository connect(
            String ownerId, String name, String url, String defaultBranch, Instant now) {
        return new ConnectedRepository(
                Id.next(), ownerId, name, url, defaultBranch, true, null, false, null, now, now);
    }

    /// The same with other checks. Allowing them is for a command that somebody has seen: another
    /// command is not allowed by that.
    ConnectedRepository withChecks(@Nullable String command, boolean allowed, Instant now) {
        return new ConnectedRepository(
                id,
                ownerId,
                name,
                url,
                defaultBranch,
                valid,
                invalidReason,
                allowed,
                command,
                createdAt,
                now);
    }
}
