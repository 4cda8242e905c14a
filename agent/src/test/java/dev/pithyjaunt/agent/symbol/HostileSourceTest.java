package dev.pithyjaunt.agent.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.syntax.Mutation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

class HostileSourceTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MUTATIONS = 15;

    static List<Path> samples() throws IOException {
        return LanguageSymbolsTest.samples();
    }

    private static String ending(Path sample) {
        return sample.toString().substring(sample.toString().lastIndexOf('.') + 1);
    }

    private static void check(Optional<Symbols> symbols, byte[] text) {
        int lines = 1;
        for (byte b : text) {
            lines += b == '\n' ? 1 : 0;
        }
        for (Definition definition : symbols.map(Symbols::definitions).orElse(List.of())) {
            assertThat(definition.name()).hasSizeLessThanOrEqualTo(200);
            assertThat(definition.signature()).hasSizeLessThanOrEqualTo(200).doesNotContain("\n");
            assertThat(definition.line()).isBetween(0, definition.lastLine());
            assertThat(definition.lastLine()).isLessThan(lines);
        }
        symbols.ifPresent(found -> {
            assertThat(found.definitions()).hasSizeLessThanOrEqualTo(20_000);
            found.references()
                    .keySet()
                    .forEach(name -> assertThat(name).hasSizeLessThanOrEqualTo(200));
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void brokenSourceIsRead(Path sample) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        Mutation mutation = new Mutation(random);
        byte[] text = Files.readAllBytes(sample);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] broken = mutation.of(text, text);

            check(Symbols.of(sample.toString(), broken, LIMIT), broken);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void endlessTextsAreRead(Path sample) throws IOException {
        String text = Files.readString(sample);
        List<String> texts = new ArrayList<>(List.of(text.substring(0, text.length() / 2), ""));
        for (String opening : List.of("(", "[", "{", "<a>", "a(", "{\"a\":", "class A {", "- ")) {
            texts.add(opening.repeat(100_000 / opening.length()));
        }
        texts.add("\"${".repeat(30_000));
        texts.add("x(<<~A, ".repeat(10_000));
        texts.add("a".repeat(1 << 20));
        texts.add("f(a, b); ".repeat((1 << 20) / 9));
        for (String hostile : texts) {
            byte[] bytes = hostile.getBytes(UTF_8);

            assertThatCode(() ->
                            check(
                                    Symbols.of("a." + ending(sample), bytes, Duration.ofMillis(50)),
                                    bytes))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void textThatIsNotUtf8IsTakenForLatin() {
        byte[] latin = "class Caf\u00e9 { int pr\u00e9cis; }".getBytes(ISO_8859_1);

        assertThat(Symbols.of("A.java", latin, LIMIT).orElseThrow().definitions())
                .containsExactly(
                        new Definition("Caf\u00e9", Kind.CLASS, 0, 0, 0, "class Caf\u00e9"),
                        new Definition("pr\u00e9cis", Kind.FIELD, 0, 0, 1, "int pr\u00e9cis"));
    }

    @Test
    void binaryAndHugeFilesHaveNoSymbols() {
        assertThat(Symbols.of("A.java", "class A {}\0".getBytes(UTF_8), LIMIT)).isEmpty();
        assertThat(Symbols.of("A.java", new byte[(2 << 20) + 1], LIMIT)).isEmpty();
    }

    @Test
    void numbersAreBounded() {
        String name = "a".repeat(1_000);
        Symbols many =
                SymbolsTest.symbols("a.py", "def f(): pass\n".repeat(20_001) + name + "()\n");
        Symbols longs =
                SymbolsTest.symbols("a.py", "def %s(%s): pass\n".formatted(name, "a, ".repeat(99)));

        assertThat(many.definitions()).hasSize(20_000);
        assertThat(many.references()).isEmpty();
        assertThat(longs.definitions())
                .containsExactly(
                        new Definition(
                                "a".repeat(200),
                                Kind.FUNCTION,
                                0,
                                0,
                                0,
                                "def " + "a".repeat(195) + "…"));
    }
}
