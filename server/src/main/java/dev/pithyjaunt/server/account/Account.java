package dev.pithyjaunt.server.account;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.platform.ForbiddenException;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A person who signs in.
///
/// @param name by which they sign in; unique, whatever its case
/// @param enabled whether anybody comes in with it
/// @param email absent: nothing is mailed
/// @param gitHubLogin of the user at GitHub who may sign in with it, in lower case
public record Account(
        String id,
        String name,
        Role role,
        boolean enabled,
        @Nullable String email,
        @Nullable String gitHubLogin,
        Instant createdAt) {

    /// One that is enabled and has no more than its name.
    public Account(String id, String name, Role role, Instant createdAt) {
        this(id, name, role, true, null, null, createdAt);
    }

    public static Account create(String name, Role role, Instant now) {
        return new Account(Id.next(), name, role, now);
    }

    /// What an account may see and do.
    public enum Role {
        /// Everything, of everybody.
        ADMINISTRATOR,
        /// What is its own.
        USER
    }

    public boolean isAdministrator() {
        return role == Role.ADMINISTRATOR;
    }

    /// Whether what belongs to an account is shown to this one.
    public boolean maySee(String ownerId) {
        return isAdministrator() || id.equals(ownerId);
    }

    /// @param deed as in "only an administrator may …"
    /// @throws ForbiddenException when it is not one
    public void requireAdministrator(String deed) {
        if (!isAdministrator()) {
            throw new ForbiddenException("only an administrator may " + deed);
        }
    }
}
