package dev.pithyjaunt.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.symbol.Definition;
import dev.pithyjaunt.agent.symbol.Kind;
import dev.pithyjaunt.agent.symbol.Symbols;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

class CodeMapTest {

    private static final OutlinedFile SHOP =
            file(
                    "src/shop/Shop.java",
                    """
                    package shop;
                    class Shop {
                        private int sold;
                        Shop(int books) {}
                        void sell(Book book) { new Object() { void local() {} }; }
                        static class Till { int count() { return 0; } }
                    }
                    """);
    private static final OutlinedFile BOOK =
            file("src/shop/Book.java", "record Book(String title) { boolean isOld() {} }");
    private static final OutlinedFile MAIN = file("main.py", "LIMIT = 3\ndef main(): pass\n");
    private static final OutlinedFile README = new OutlinedFile("README.md", List.of());

    private static final TokenMeasure MEASURE = TokenMeasure.of("gpt-6");

    private static String map(List<OutlinedFile> files, int maxTokens) {
        return CodeMap.of(files, maxTokens, MEASURE);
    }

    private static OutlinedFile file(String path, String text) {
        return new OutlinedFile(
                path,
                Symbols.of(path, text.getBytes(UTF_8), Duration.ofSeconds(20))
                        .orElseThrow()
                        .definitions());
    }

    @Test
    void everythingIsShownWhereThereIsRoom() {
        assertThat(map(List.of(SHOP, MAIN, BOOK, README), 1_000))
                .isEqualTo(
                        """
                        README.md
                        main.py
                          LIMIT
                          def main()
                        src/shop/
                          Book.java
                            record Book(String title)
                              boolean isOld()
                          Shop.java
                            class Shop
                              private int sold
                              Shop(int books)
                              void sell(Book book)
                                void local()
                              static class Till
                                int count()
                        """);
    }

    @Test
    void bestFileGetsItsMembersFirst() {
        assertThat(map(List.of(SHOP, MAIN, BOOK, README), 64))
                .isEqualTo(
                        """
                        README.md
                        main.py
                          LIMIT
                          def main()
                        src/shop/
                          Book.java
                            record Book(String title)
                          Shop.java
                            class Shop
                              Shop(int books)
                              void sell(Book book)
                              static class Till
                                int count()
                        """);
        assertThat(map(List.of(BOOK, MAIN, SHOP, README), 60))
                .isEqualTo(
                        """
                        README.md
                        main.py
                          LIMIT
                          def main()
                        src/shop/
                          Book.java
                            record Book(String title)
                              boolean isOld()
                          Shop.java
                            class Shop
                        """);
    }

    @Test
    void othersAreOnlyNamed() {
        assertThat(map(List.of(BOOK, MAIN, SHOP, README), 33))
                .isEqualTo(
                        """
                        main.py
                        src/shop/
                          Book.java
                            record Book(String title)
                              boolean isOld()
                          Shop.java
                        """);
        assertThat(map(List.of(BOOK, MAIN, SHOP, README), 5)).isEqualTo("main.py\n");
        assertThat(map(List.of(BOOK, MAIN, SHOP, README), 0)).isEmpty();
    }

    @Test
    void orderOfRanksDoesNotShowWhereEverythingFits() {
        List<OutlinedFile> files = new ArrayList<>(List.of(SHOP, MAIN, BOOK, README));
        String map = map(files, 1_000);
        Collections.reverse(files);

        assertThat(map(files, 1_000)).isEqualTo(map);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 33, 60, 100, 300, 5_000})
    void mapKeepsToItsTokens(int maxTokens) {
        List<OutlinedFile> files = new ArrayList<>(List.of(SHOP, MAIN, BOOK, README));
        for (int i = 0; i < 100; i++) {
            files.add(new OutlinedFile("src/é%d/a.java".formatted(i % 7) + i, SHOP.definitions()));
        }

        assertThat(MEASURE.estimate(map(files, maxTokens))).isLessThanOrEqualTo(maxTokens);
    }

    @Test
    void longOutlineIsCutWithACount() {
        OutlinedFile file =
                new OutlinedFile(
                        "a.py",
                        IntStream.range(0, 103)
                                .mapToObj(i -> new Definition("f", Kind.FUNCTION, i, i, 0, "f" + i))
                                .toList());

        assertThat(map(List.of(file), 1_000))
                .startsWith("a.py\n  f0\n  f1\n")
                .endsWith("  f99\n  [3 more left out]\n");
    }

    @Test
    void namespacesHoldOutermostDefinitionsAndTestsDoNot() {
        OutlinedFile file =
                file(
                        "a.rs",
                        """
                        mod shop { fn open() { fn local() {} } }
                        mod tests { fn opens() {} }
                        """);

        assertThat(file.text(OutlinedFile.Detail.OUTERMOST))
                .isEqualTo("a.rs\n  mod shop\n    fn open()\n  mod tests\n");
        assertThat(file.text(OutlinedFile.Detail.MEMBERS))
                .isEqualTo("a.rs\n  mod shop\n    fn open()\n  mod tests\n");
    }

    @Test
    void hiddenCharactersAreShownAndLinesStayLines() {
        OutlinedFile file =
                new OutlinedFile(
                        "a\nb/c\u202e.py",
                        List.of(
                                new Definition(
                                        "f", Kind.FUNCTION, 0, 0, 0, "def f(a\u200b, b\u0007)")));

        assertThat(map(List.of(file), 1_000))
                .isEqualTo("a b/\n  c\\u{202E}.py\n    def f(a\\u{200B}, b\\u{0007})\n");
    }
}
