package dev.pithyjaunt.testkit.github;

import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/// A GitHub App that is known by its public key, and where it is installed. Thread-safe.
public final class StandInApp {

    private final long id;
    private final String slug;
    private final String owner;
    private final RSAPublicKey key;
    private final Map<String, String> permissions;
    private final NavigableMap<Long, Installation> installations = new ConcurrentSkipListMap<>();

    StandInApp(
            long id, String slug, String owner, RSAPublicKey key, Map<String, String> permissions) {
        this.id = id;
        this.slug = slug;
        this.owner = owner;
        this.key = key;
        this.permissions = Token.permissions(permissions);
    }

    /// @param account an organization or a person
    /// @param repositories full names
    record Installation(long id, String account, Set<String> repositories) {}

    public long id() {
        return id;
    }

    /// What may stand in a JWT's `iss` in place of the number.
    public String clientId() {
        return "Iv23fake" + id;
    }

    public String slug() {
        return slug;
    }

    /// Installs it on these repositories of one account.
    ///
    /// @return the installation's number
    public long install(StandInRepository... repositories) {
        long installation = id * 10 + installations.size() + 1;
        Set<String> names =
                Set.copyOf(List.of(repositories).stream().map(r -> r.fullName()).toList());
        installations.put(
                installation, new Installation(installation, repositories[0].owner(), names));
        return installation;
    }

    public void uninstall(long installation) {
        installations.remove(installation);
    }

    String owner() {
        return owner;
    }

    RSAPublicKey key() {
        return key;
    }

    Map<String, String> permissions() {
        return permissions;
    }

    NavigableMap<Long, Installation> installations() {
        return installations;
    }
}
