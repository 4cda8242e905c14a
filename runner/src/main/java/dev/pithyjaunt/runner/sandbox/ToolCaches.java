package dev.pithyjaunt.runner.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where build tools keep what they downloaded, below a home folder. Places share them layer by
/// layer, so that no side can change what another one reads, and nothing is downloaded twice.
final class ToolCaches {

    private static final List<String> KNOWN =
            List.of(
                    ".m2/repository",
                    ".m2/wrapper",
                    ".gradle/caches",
                    ".gradle/wrapper",
                    ".npm/_cacache",
                    ".cache/yarn",
                    ".local/share/pnpm/store",
                    ".cache/pip",
                    ".cache/uv",
                    ".cache/pypoetry",
                    ".cargo/registry",
                    ".cargo/git",
                    "go/pkg/mod",
                    ".cache/go-build",
                    ".nuget/packages",
                    ".bundle/cache");

    /// Those that are of use to a user who can add files and change none: the others lock files, or
    /// add to them.
    private static final Set<String> FOR_READERS = Set.of(".m2/repository");

    private ToolCaches() {}

    /// @param isOwner whether commands run as the user who runs this program
    static List<Cache> all(boolean isOwner) {
        Path home = Path.of(System.getProperty("user.home"));
        return KNOWN.stream()
                .map(name ->
                        new Cache(
                                name,
                                Optional.of(home.resolve(name))
                                        .filter(_ -> isOwner || FOR_READERS.contains(name))
                                        .filter(Files::isDirectory)))
                .toList();
    }

    /// @param name relative to a home folder
    /// @param ofThisUser what the user who runs this program has there
    record Cache(String name, Optional<Path> ofThisUser) {

        /// What its part of a place is called.
        String part() {
            return "caches/" + name.replace('/', '-');
        }
    }
}
