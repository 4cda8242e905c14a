package dev.pithyjaunt.agent.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.grammar.Grammar;
import dev.pithyjaunt.agent.grammar.SourceGrammars;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class SyntaxCheckTest {

    private static final String BROKEN = "class A {\n    void a() { x( }\n    void b() {}\n}\n";

    /// Path, text, text that a change broke, and what is to be found in it.
    static Stream<Arguments> languages() {
        return Stream.of(
                arguments(
                        "a.sh",
                        "for f in *; do\n    echo \"$f\"\ndone\n",
                        "for f in *; do\n    echo \"$f\"\n",
                        error(2, "missing \"done\"", "echo \"$f\"")),
                arguments(
                        "a.c",
                        "int main(void) {\n    int x = 1;\n    return x;\n}\n",
                        "int main(void) {\n    int x = 1\n    return x;\n}\n",
                        error(2, "missing \";\"", "int x = 1")),
                arguments(
                        "a.cs",
                        "class A {\n    int X() {\n        return 1;\n    }\n}\n",
                        "class A {\n    int X() {\n        return 1\n    }\n}\n",
                        error(3, "missing \";\"", "return 1")),
                arguments(
                        "a.cpp",
                        "template <class T>\nT same(T x) {\n    return x;\n}\n",
                        "template <class T>\nT same(T x) {\n    return x\n}\n",
                        error(3, "missing \";\"", "return x")),
                arguments(
                        "a.css",
                        "a {\n    color: red;\n}\n",
                        "a {\n    color red;\n}\n",
                        error(2, "error", "color red;")),
                arguments(
                        "a.go",
                        "package main\n\nfunc main() {\n\tprintln(1)\n}\n",
                        "package main\n\nfunc main() {\n\tprintln(1\n}\n",
                        error(4, "missing \")\"", "println(1")),
                arguments(
                        "a.html",
                        "<html>\n<p class=\"x\">Hello</p>\n</html>\n",
                        "<html>\n<p class=\"x>Hello</p>\n</html>\n",
                        error(1, "error", "<html>")),
                arguments(
                        "A.java",
                        "class A {\n    int x() {\n        return 1;\n    }\n}\n",
                        "class A {\n    int x() {\n        return 1\n    }\n}\n",
                        error(3, "missing \";\"", "return 1")),
                arguments(
                        "a.js",
                        "function f(a) {\n    return a + 1;\n}\n",
                        "function f(a) {\n    return a + ;\n}\n",
                        error(2, "missing identifier", "return a + ;")),
                arguments(
                        "a.jsx",
                        "const a = (\n    <b>{x}</b>\n);\n",
                        "const a = (\n    <b>{x</b>\n);\n",
                        error(1, "error", "const a = (")),
                arguments(
                        "a.json",
                        "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
                        "{\n  \"a\": 1\n  \"b\": 2\n}\n",
                        error(2, "error", "\"a\": 1")),
                arguments(
                        "a.kt",
                        "fun main() {\n    println(1)\n}\n",
                        "fun main() {\n    println(1))\n}\n",
                        error(2, "error", "println(1))")),
                arguments(
                        "a.php",
                        "<?php\nfunction f($a) {\n    return $a;\n}\n",
                        "<?php\nfunction f($a) {\n    return $a\n}\n",
                        error(3, "error", "return $a")),
                arguments(
                        "a.py",
                        "def f(a):\n    if a:\n        return 1\n",
                        "def f(a):\n    if a\n        return 1\n",
                        error(2, "error", "if a")),
                arguments(
                        "a.rb",
                        "def f(a)\n  g(a)\nend\n",
                        "def f(a)\n  g(a\nend\n",
                        error(1, "error", "def f(a)")),
                arguments(
                        "a.rs",
                        "fn main() {\n    f(1);\n}\n",
                        "fn main() {\n    f(1;\n}\n",
                        error(2, "missing \")\"", "f(1;")),
                arguments(
                        "a.tsx",
                        "const a = (p: P) => (\n    <b>{p.n}</b>\n);\n",
                        "const a = (p: P) => (\n    <b>{p.n</b>\n);\n",
                        error(1, "error", "const a = (p: P) => (")),
                arguments(
                        "a.ts",
                        "interface A {\n    n: string;\n}\n",
                        "interface A {\n    n string;\n}\n",
                        error(2, "error", "n string;")),
                arguments(
                        "a.yaml",
                        "a: 1\nb: [1, 2]\n",
                        "a: 1\nb: [1, 2\nc: 3\n",
                        error(1, "error", "a: 1")));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void rightTextHasNoError(String path, String right) {
        assertThat(checkNew(path, right)).isEqualTo(errors());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void brokenLineIsFound(String path, String right, String broken, SyntaxError error) {
        assertThat(check(path, right, broken)).isEqualTo(errors(error));
        assertThat(checkNew(path, broken)).isEqualTo(errors(error));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void errorThatWasThereBeforeDoesNotCount(String path, String right, String broken) {
        assertThat(check(path, broken, broken)).isEqualTo(errors());
        assertThat(check(path, broken, "\n\n" + broken)).isEqualTo(errors());
        assertThat(check(path, broken, right)).isEqualTo(errors());
    }

    @Test
    void everyGrammarHasACase() {
        Set<Grammar> covered =
                languages()
                        .map(row -> SourceGrammars.of(String.valueOf(row.get()[0]), new byte[0]))
                        .flatMap(List::stream)
                        .collect(Collectors.toSet());

        assertThat(covered).containsExactlyInAnyOrder(Grammar.values());
    }

    @Test
    void secondErrorInABrokenFileIsFound() {
        assertThat(check("A.java", BROKEN, BROKEN.replace("b() {}", "b() { int = 1; }")))
                .isEqualTo(errors(error(3, "missing identifier", "void b() { int = 1; }")));
    }

    @Test
    void errorRepeatedElsewhereCountsOnce() {
        String broken = "int f() {\n    return 1\n}\n";

        assertThat(check("a.c", broken, broken + broken.replace("f()", "g()")))
                .isEqualTo(errors(error(5, "missing \";\"", "return 1")));
    }

    @Test
    void constructThatTheGrammarLagsBehindIsBlamedOnlyWhereTheFileHadNone() {
        String one = "import module java.base;\nclass A {}\n";

        assertThat(checkNew("A.java", one))
                .isEqualTo(errors(error(1, "error", "import module java.base;")));
        assertThat(check("A.java", one, "import module java.sql;\n" + one)).isEqualTo(errors());
    }

    @Test
    void headerIsTakenForTheLanguageThatItFits() {
        assertThat(checkNew("a.h", "namespace n { class B { public: int x; }; }\n"))
                .isEqualTo(errors());
        assertThat(checkNew("a.h", "int f(int class);\n")).isEqualTo(errors());
        assertThat(checkNew("a.h", "int f(int;\n"))
                .isEqualTo(errors(error(1, "missing \")\"", "int f(int;")));
    }

    @Test
    void linesAreRightInTextThatIsNotUtf8() {
        byte[] before = "// \u00e9\u00e8\nint x = 1;\n".getBytes(ISO_8859_1);
        byte[] after = "// \u00e9\u00e8\nint x = '\u00e9' + ;\n".getBytes(ISO_8859_1);

        assertThat(SyntaxCheck.check("a.c", Optional.of(before), after))
                .isEqualTo(errors(error(2, "error", "int x = '\u00e9' + ;")));
    }

    @Test
    void invisibleCharactersAreShown() {
        assertThat(checkNew("a.c", "int x = 1\u202e;\n"))
                .isEqualTo(errors(error(1, "error", "int x = 1\\u{202E};")));
    }

    @Test
    void ofALongLineThePartAroundTheErrorIsShown() {
        FileSyntax syntax = checkNew("a.js", "f(1);".repeat(100) + "g(;" + "f(2);".repeat(100));

        assertThat(syntax).isInstanceOf(FileSyntax.Checked.class);
        SyntaxError error = ((FileSyntax.Checked) syntax).errors().getFirst();
        assertThat(error.text())
                .startsWith("…")
                .endsWith("…")
                .contains("f(1);g(;f(2);")
                .hasSize(122);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.zsh", "Makefile", "a", "a.lua"})
    void fileWithoutGrammarIsNotJudged(String path) {
        assertThat(checkNew(path, "(((")).isEqualTo(new FileSyntax.WithoutGrammar());
    }

    @Test
    void scriptIsKnownByItsFirstLine() {
        assertThat(checkNew("run", "#!/usr/bin/env python3\nif a\n    b\n"))
                .isEqualTo(errors(error(2, "error", "if a")));
    }

    @Test
    void largeAndBinaryFilesAreNotChecked() {
        assertThat(SyntaxCheck.check("a.c", Optional.empty(), new byte[(2 << 20) + 1]))
                .isEqualTo(new FileSyntax.NotChecked("it is larger than 2 MiB"));
        assertThat(checkNew("a.sh", "\0".repeat(100_000)))
                .isEqualTo(new FileSyntax.NotChecked("it holds NUL characters"));
    }

    @ParameterizedTest
    @EnumSource(Grammar.class)
    void deepNestingAndLongLinesEndInTime(Grammar grammar) {
        for (String text : List.of("(", "<a>", "if a {\n", "x ")) {
            byte[] deep = text.repeat(100_000).getBytes(UTF_8);
            grammar.parse(deep, Duration.ofMillis(200))
                    .ifPresent(tree -> {
                        assertThat(tree.root().getEndByte()).isLessThanOrEqualTo(deep.length);
                        tree.close();
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whateverTheBytesAFileHasNoNewErrorAgainstItself(String path, String right) {
        SplittableRandom random = new SplittableRandom(path.hashCode());
        Mutation mutation = new Mutation(random);
        byte[] other = BROKEN.getBytes(UTF_8);
        for (int i = 0; i < 20; i++) {
            byte[] text = mutation.of(right.repeat(8).getBytes(UTF_8), other);
            FileSyntax syntax = SyntaxCheck.check(path, Optional.of(text), text);
            if (!(syntax instanceof FileSyntax.NotChecked)) {
                assertThat(syntax).isEqualTo(errors());
            }
        }
    }

    @Test
    void parsingAgainAndAgainNeedsNoMoreMemory() throws Exception {
        byte[] text = "class A { int x() { return 1; } }\n".repeat(20).getBytes(UTF_8);
        // The Java heap grows as well; trees that stayed would take three times as much.
        parse(text, 1_000);
        long before = residentKilobytes();

        parse(text, 10_000);

        assertThat(residentKilobytes() - before).isLessThan(128_000);
    }

    private static void parse(byte[] text, int times) {
        for (int i = 0; i < times; i++) {
            SyntaxCheck.check("A.java", Optional.of(text), text);
        }
    }

    private static long residentKilobytes() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void unpackedLibrariesAreGoneOnceLoaded() throws Exception {
        checkNew("a.kt", "fun main() {}\n");

        try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(temporary.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.contains("tree-sitter"));
        }
        assertThat(System.getProperty("tree-sitter-lib")).isNull();
    }

    private static FileSyntax checkNew(String path, String text) {
        return SyntaxCheck.check(path, Optional.empty(), text.getBytes(UTF_8));
    }

    private static FileSyntax check(String path, String before, String after) {
        return SyntaxCheck.check(path, Optional.of(before.getBytes(UTF_8)), after.getBytes(UTF_8));
    }

    private static FileSyntax errors(SyntaxError... errors) {
        return new FileSyntax.Checked(Arrays.asList(errors));
    }

    private static SyntaxError error(int line, String problem, String text) {
        return new SyntaxError(line, problem, text);
    }
}
