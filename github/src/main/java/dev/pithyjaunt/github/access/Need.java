package dev.pithyjaunt.github.access;

import java.util.Map;
import java.util.Set;

/// What a credential must be allowed for some part of our work.
public enum Need {
    /// Branches and commits, and the event `repository_dispatch`.
    CONTENTS_WRITE("contents", "write"),
    /// Opening, changing and merging pull requests.
    PULL_REQUESTS_WRITE("pull_requests", "write"),
    /// Looking at runs.
    ACTIONS_READ("actions", "read"),
    /// Starting and cancelling runs.
    ACTIONS_WRITE("actions", "write"),
    /// Changing files of workflows.
    WORKFLOWS("workflows", "write");

    private final String name;
    private final String level;

    Need(String name, String level) {
        this.name = name;
        this.level = level;
    }

    /// By what GitHub says that an installation's token may do.
    boolean isIn(Map<String, String> permissions) {
        String granted = permissions.getOrDefault(name, "");
        return granted.equals(level) || granted.equals("write") || granted.equals("admin");
    }

    /// By the scopes of a classic token, as far as its holder may do it too.
    ///
    /// Source:
    /// <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps>
    boolean isIn(Set<String> scopes, boolean isPublic) {
        if (this == WORKFLOWS) {
            return scopes.contains("workflow");
        }
        return scopes.contains("repo") || (isPublic && scopes.contains("public_repo"));
    }
}
