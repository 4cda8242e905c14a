package dev.pithyjaunt.agent.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class SymbolsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    static Symbols symbols(String path, String text) {
        return Symbols.of(path, text.getBytes(UTF_8), LIMIT).orElseThrow();
    }

    @Test
    void definitionsReferencesAndImportsAreRead() {
        String java =
                """
                import java.util.List;

                final class Shop {
                    // a comment about Money
                    private final List<Book> books = List.of();

                    @Override
                    public String toString() { return "Text " + books.size(); }
                }
                """;

        Symbols symbols = symbols("Shop.java", java);

        assertThat(symbols.definitions())
                .containsExactly(
                        new Definition("Shop", Kind.CLASS, 2, 8, 0, "final class Shop"),
                        new Definition(
                                "books", Kind.FIELD, 4, 4, 1, "private final List<Book> books"),
                        new Definition(
                                "toString", Kind.METHOD, 6, 7, 1, "public String toString()"));
        assertThat(symbols.references().toString())
                .isEqualTo(
                        "{java=1, util=1, List=3, Book=1, of=1, Override=1, String=1, books=1,"
                                + " size=1}");
        assertThat(symbols.imports()).containsExactly("java.util.List");
    }

    @Test
    void fileWithoutGrammarHasNoSymbols() {
        assertThat(Symbols.of("a.txt", "class A {}".getBytes(UTF_8), LIMIT))
                .isEqualTo(Optional.empty());
    }

    @Test
    void fileThatTakesLongerHasNoSymbols() {
        byte[] long_ = "class A {}\n".repeat(10_000).getBytes(UTF_8);

        assertThat(Symbols.of("A.java", long_, Duration.ofNanos(1))).isEmpty();
    }

    @Test
    void keywordCountsAsMemberOnly() {
        Symbols symbols = symbols("a.js", "let get = 1;\napp.get(get);\n");

        assertThat(symbols.references()).containsOnlyKeys(List.of("app", "get"));
        assertThat(symbols.references()).containsEntry("get", 1);
    }
}
