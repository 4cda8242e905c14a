package dev.pithyjaunt.server.account;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.platform.ForbiddenException;

import java.time.Instant;

/// A person who signs in.
public record Account(String id, String name, Role role, Instant createdAt) {

    static Account create(String name, Role role, Instant now) {
        return new Account(Id.next(), name, role, now);
    }

    /// What an account may see and do.
    public enum Role {
        /// Everything, of everybody.
        ADMINISTRATOR,
        /// What is its own.
        MEMBER
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
