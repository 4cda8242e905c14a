package dev.pithyjaunt.runner.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where build tools keep what they downloaded, below a home folder. Places share them layer by
/// layer, so that no side can change what another one reads, and nothing is downloaded twice.
final class ToolCaches {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9_.+-]+");

    private record Known(String name, Set<String> tools) {

        /// @param line the name, then the programs that use it
        static Known of(String line) {
            List<String> words = List.of(line.split(" ", -1));
            return new Known(words.getFirst(), Set.copyOf(words.subList(1, words.size())));
        }
    }

    private static final List<Known> KNOWN =
            Stream.of(
                            ".m2/repository mvn mvnw sbt lein",
                            ".m2/wrapper mvnw",
                            ".gradle/caches gradle gradlew",
                            ".gradle/wrapper gradlew",
                            ".npm/_cacache npm npx",
                            ".cache/yarn yarn",
                            ".local/share/pnpm/store pnpm",
                            ".cache/pip pip pip3 python python3 tox nox hatch",
                            ".cache/uv uv",
                            ".cache/pypoetry poetry",
                            ".cargo/registry cargo",
                            ".cargo/git cargo",
                            "go/pkg/mod go golangci-lint",
                            ".cache/go-build go golangci-lint",
                            ".nuget/packages dotnet",
                            ".bundle/cache bundle")
                    .map(Known::of)
                    .toList();

    /// Those that are of use to a user who can add files and change none: the others lock files, or
    /// add to them.
    private static final Set<String> FOR_READERS = Set.of(".m2/repository");

    private ToolCaches() {}

    /// The caches that command lines use: all of them when a line begins other programs than these
    /// tools, since nobody knows what those begin.
    ///
    /// @param isOwner whether commands run as the user who runs this program
    static List<Cache> of(Collection<String> lines, boolean isOwner) {
        Set<String> words = new HashSet<>();
        boolean isClear = true;
        for (String line : lines) {
            List<String> all = Arrays.asList(BETWEEN_WORDS.split(line, -1));
            isClear &=
                    all.stream()
                            .anyMatch(word -> KNOWN.stream().anyMatch(k -> k.tools.contains(word)));
            words.addAll(all);
        }
        boolean isAll = !isClear;
        Path home = Path.of(System.getProperty("user.home"));
        return KNOWN.stream()
                .filter(known -> isAll || known.tools.stream().anyMatch(words::contains))
                .map(known ->
                        new Cache(
                                known.name,
                                Optional.of(home.resolve(known.name))
                                        .filter(_ -> isOwner || FOR_READERS.contains(known.name))
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
