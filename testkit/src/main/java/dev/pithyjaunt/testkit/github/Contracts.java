package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.protocol.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds GitHub's description of its REST API: at the property `jaunt.github.openapi`, in
/// `JAUNT_GITHUB_OPENAPI`, or where `./jaunt test` puts it. It is read once.
final class Contracts {

    private static final String USUAL = "target/npm/api.github.com.json";
    private static @Nullable Contract found;

    private Contracts() {}

    static synchronized Contract find() {
        Contract contract = found;
        if (contract == null) {
            contract = file().<Contract>map(Contracts::read).orElseGet(Unchecked::new);
            found = contract;
        }
        return contract;
    }

    private static Optional<Path> file() {
        return Stream.of(
                        System.getProperty("jaunt.github.openapi"),
                        System.getenv("JAUNT_GITHUB_OPENAPI"))
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .or(() -> usual().filter(Files::isRegularFile));
    }

    /// Below the root of the project that this program runs in.
    private static Optional<Path> usual() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("jaunt"))) {
                return Optional.of(at.resolve(USUAL));
            }
        }
        return Optional.empty();
    }

    private static Contract read(Path file) {
        try {
            return new OpenApiContract(Json.tree(file.toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    /// Where the description is missing.
    record Unchecked() implements Contract {
        @Override
        public Optional<String> request(String template, Ask ask, Map<String, String> parameters) {
            return Optional.empty();
        }

        @Override
        public Optional<String> answer(String method, String template, Reply reply) {
            return Optional.empty();
        }
    }
}
