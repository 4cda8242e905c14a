package dev.pithyjaunt.agent.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.grammar.Grammar;
import dev.pithyjaunt.agent.grammar.SourceGrammars;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of `symbols/`, each with what is expected of it in `symbols/expected/`.
class LanguageSymbolsTest {

    private static final Path SAMPLES = Path.of("src/test/resources/symbols");

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void symbolsOfALanguageAreRead(Path sample) throws IOException {
        assertThat(printed(sample))
                .isEqualTo(
                        Files.readString(
                                SAMPLES.resolve("expected")
                                        .resolve(sample.getFileName() + ".txt")));
    }

    @Test
    void everyGrammarHasASample() throws IOException {
        Set<Grammar> covered =
                samples().stream()
                        .flatMap(sample ->
                                SourceGrammars.of(sample.toString(), new byte[0]).stream())
                        .collect(Collectors.toSet());

        assertThat(covered).containsExactlyInAnyOrder(Grammar.values());
    }

    private static String printed(Path sample) throws IOException {
        Symbols symbols =
                Symbols.of(sample.toString(), Files.readAllBytes(sample), Duration.ofSeconds(20))
                        .orElseThrow();
        String definitions =
                symbols.definitions().stream()
                        .map(LanguageSymbolsTest::printed)
                        .collect(Collectors.joining());
        String references =
                symbols.references().entrySet().stream()
                        .map(used -> used.getKey() + " " + used.getValue())
                        .sorted()
                        .collect(Collectors.joining(", "));
        return """
        %s
        imports: %s
        references: %s
        """
                .formatted(definitions, String.join(", ", symbols.imports()), references);
    }

    private static String printed(Definition definition) {
        return "%3d-%-3d %s%s %s | %s\n"
                .formatted(
                        definition.line() + 1,
                        definition.lastLine() + 1,
                        "  ".repeat(definition.depth()),
                        definition.kind(),
                        definition.name(),
                        definition.signature());
    }
}
