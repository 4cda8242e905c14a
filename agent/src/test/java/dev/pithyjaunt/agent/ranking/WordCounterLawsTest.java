package dev.pithyjaunt.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Counting bytes in one pass finds what taking names apart finds.
class WordCounterLawsTest {

    private static final Pattern WORD = Pattern.compile("[a-z]+|[0-9]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("aabcABC019__ .(é\0\u00ff")
                .ofMinLength(0)
                .ofMaxLength(40);
    }

    @Property(tries = 3000)
    void countsAreThoseOfTheParts(@ForAll("texts") String text) {
        assertCounts(text, text.getBytes(ISO_8859_1), 0, text.length());
    }

    @Property(tries = 2000)
    void countsOfACutAreThoseOfTheTextBetween(
            @ForAll("texts") String text, @ForAll int one, @ForAll int other) {
        int from = Math.floorMod(one, text.length() + 1);
        int to = from + Math.floorMod(other, text.length() - from + 1);

        assertCounts(text.substring(from, to), text.getBytes(ISO_8859_1), from, to);
    }

    private static void assertCounts(String expected, byte[] bytes, int from, int to) {
        List<String> parts = longEnough(NameParts.of(expected).stream());
        List<String> names = longEnough(NAME.matcher(expected).results().map(MatchResult::group));
        // Parts of these are looked for as well: they stand in the text without being whole.
        Map<String, Integer> wordPlaces = new HashMap<>(Map.of("absent", 0));
        pieces(expected.toLowerCase(Locale.ROOT), WORD)
                .forEach(piece -> wordPlaces.putIfAbsent(piece, wordPlaces.size()));
        Map<String, Integer> namePlaces = new HashMap<>(Map.of("ab_sent", wordPlaces.size()));
        pieces(expected, NAME)
                .forEach(piece ->
                        namePlaces.putIfAbsent(piece, wordPlaces.size() + namePlaces.size()));
        int size = wordPlaces.size() + namePlaces.size();
        int[] counts = new int[size + 1];
        parts.forEach(part -> counts[Objects.requireNonNull(wordPlaces.get(part))]++);
        names.forEach(name -> counts[Objects.requireNonNull(namePlaces.get(name))]++);
        counts[size] = to - from;

        assertThat(new WordCounter(wordPlaces, namePlaces, size).count(bytes, from, to))
                .isEqualTo(counts);
    }

    /// What stands in the runs that a pattern finds, from the shortest that can be counted on.
    private static Stream<String> pieces(String text, Pattern runs) {
        return runs.matcher(text)
                .results()
                .map(MatchResult::group)
                .flatMap(run ->
                        IntStream.rangeClosed(0, run.length() - WordCounter.MIN_LETTERS)
                                .boxed()
                                .flatMap(from ->
                                        IntStream.rangeClosed(
                                                        from + WordCounter.MIN_LETTERS,
                                                        run.length())
                                                .mapToObj(to -> run.substring(from, to))));
    }

    private static List<String> longEnough(Stream<String> words) {
        return words.filter(word -> word.length() >= WordCounter.MIN_LETTERS).toList();
    }

    @Example
    void wordsAreCountedWithoutCaseAndNamesWithIt() {
        byte[] text = "parseHTTPHeader parse_http PARSE v2 x".getBytes(UTF_8);
        WordCounter counter =
                new WordCounter(
                        Map.of("parse", 0, "http", 1, "header", 2),
                        Map.of("parse_http", 3, "parsehttpheader", 4),
                        5);

        assertThat(counter.count(text, 0, text.length)).containsExactly(3, 2, 1, 1, 0, text.length);
    }

    @Example
    void severalWordsMayShareAPlace() {
        byte[] text = "parse parser parsing".getBytes(UTF_8);

        assertThat(
                        new WordCounter(Map.of("parse", 0, "parser", 0), Map.of(), 1)
                                .count(text, 0, text.length))
                .containsExactly(2, text.length);
    }

    @Example
    void partsOfNamesAreTold() {
        assertThat(NameParts.of("parseHTTPHeader_v2 fooBar2baz ABc x ÄÖ"))
                .containsExactly("parse", "http", "header", "foo", "bar", "baz", "bc");
    }
}
