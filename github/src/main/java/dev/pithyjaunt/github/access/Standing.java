package dev.pithyjaunt.github.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What GitHub says of a credential.
public sealed interface Standing {

    /// It is wrong, expired or revoked.
    ///
    /// @param words GitHub's, after what was asked
    record Rejected(String words) implements Standing {}

    /// It is good.
    ///
    /// @param holder a login, `app NAME`, or `an installation` where GitHub tells no more
    /// @param scopes of a classic token; empty for one that has none of that kind
    /// @param end when it expires; empty when it does not, or GitHub does not say
    /// @param possessions what it has and lacks at the repository, for each [Need]
    record Accepted(
            String holder,
            Optional<Set<String>> scopes,
            Optional<Instant> end,
            Map<Need, Possession> possessions)
            implements Standing {

        public Accepted {
            scopes = scopes.map(Set::copyOf);
            possessions = Map.copyOf(possessions);
        }
    }
}
