package dev.pithyjaunt.server.repository;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.pithyjaunt.protocol.Id;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/// A git repository that a person connected.
///
/// @param name for people: the last two parts of its address, or its folder's name
/// @param url as git takes it; for a local repository its folder
/// @param invalidReason why it could not be used at the last look; absent while it is valid
/// @param checksAllowed whether an administrator lets this command run on the server's machine
///   without a sandbox; it counts only with `JAUNT_SANDBOX=none`
/// @param checkCommand the command that tells whether the code is right; absent: those that the
///   repository names or that are found in it, in a sandbox only
/// @param backend where its executions run
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
        Backend backend,
        Instant createdAt,
        Instant updatedAt) {

    /// Where executions run.
    public enum Backend {
        /// On this server's machine.
        LOCAL,
        /// As a workflow of the repository's own, on its runners.
        GITHUB_ACTIONS;

        /// As people and the API write it.
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static ConnectedRepository connect(
            String ownerId, String name, String url, String defaultBranch, Instant now) {
        return new ConnectedRepository(
                Id.next(),
                ownerId,
                name,
                url,
                defaultBranch,
                true,
                null,
                false,
                null,
                Backend.LOCAL,
                now,
                now);
    }

    ConnectedRepository withBackend(Backend other, Instant now) {
        return new ConnectedRepository(
                id,
                ownerId,
                name,
                url,
                defaultBranch,
                valid,
                invalidReason,
                checksAllowed,
                checkCommand,
                other,
                createdAt,
                now);
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
                backend,
                createdAt,
                now);
    }
}
