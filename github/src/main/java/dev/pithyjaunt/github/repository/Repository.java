package dev.pithyjaunt.github.repository;

import dev.pithyjaunt.github.rest.Fields;
import dev.pithyjaunt.github.rest.RepositoryName;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What GitHub says of a repository.
///
/// @param id stays when the repository is renamed or moved
/// @param name by which it goes now, which may be another than the one that was asked for
/// @param permissions what the credential's holder may do there, such as `push` and `admin`; empty
///   when GitHub does not say. A token may be narrower than its holder.
/// @param mergeMethods that its settings allow, such as `squash`; empty when GitHub does not say
public record Repository(
        long id,
        RepositoryName name,
        String defaultBranch,
        boolean isPrivate,
        boolean isArchived,
        Set<String> permissions,
        Set<String> mergeMethods) {

    public Repository {
        permissions = Set.copyOf(permissions);
        mergeMethods = Set.copyOf(mergeMethods);
    }

    static Repository of(Fields fields) {
        Set<String> methods = new HashSet<>();
        for (String method : Set.of("merge_commit", "squash_merge", "rebase_merge")) {
            if (fields.flag("allow_" + method)) {
                methods.add(method.substring(0, method.indexOf('_')));
            }
        }
        Optional<Fields> permissions = fields.findObject("permissions");
        return new Repository(
                fields.number("id"),
                RepositoryName.of(fields.text("full_name")),
                fields.text("default_branch"),
                fields.flag("private"),
                fields.flag("archived"),
                permissions.map(granted -> Set.copyOf(granted.names())).orElse(Set.of()),
                methods);
    }
}
