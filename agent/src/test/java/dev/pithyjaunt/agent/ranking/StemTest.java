package dev.pithyjaunt.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StemTest {

    @Provide
    Arbitrary<String> words() {
        Arbitrary<String> endings =
                Arbitraries.of(
                        "", "s", "es", "ing", "ings", "er", "ers", "ed", "ied", "y", "pping");
        return Arbitraries.strings()
                .withChars("aeiyoprstlnzg3")
                .ofMinLength(1)
                .ofMaxLength(8)
                .flatMap(start -> endings.map(ending -> start + ending));
    }

    @Property
    void everyFormHasTheStemAndTheWordIsAmongThem(@ForAll("words") String word) {
        assertThat(Stem.forms(word))
                .contains(word)
                .doesNotHaveDuplicates()
                .allMatch(form -> Stem.of(form).equals(Stem.of(word)));
    }

    @Property
    void stemIsABeginningOfTheWordAndNeverShort(@ForAll("words") String word) {
        assertThat(word).startsWith(Stem.of(word));
        assertThat(Stem.of(word).length()).isGreaterThanOrEqualTo(Math.min(3, word.length()));
    }

    @Example
    void formsOfAWordHaveOneStem() {
        assertThat(new String[] {"parse", "parses", "parsed", "parsing", "parser", "parsers"})
                .allMatch(word -> Stem.of(word).equals("pars"));
        assertThat(new String[] {"stop", "stops", "stopped", "stopping"})
                .allMatch(word -> Stem.of(word).equals("stop"));
        assertThat(new String[] {"query", "queries", "queried"})
                .allMatch(word -> Stem.of(word).equals("quer"));
        assertThat(Stem.of("class")).isEqualTo("class");
        assertThat(Stem.of("bus")).isEqualTo("bus");
        assertThat(Stem.of("calling")).isEqualTo("call");
    }

    @Example
    void formsOfAWordAreFound() {
        assertThat(Stem.forms("parse")).contains("parser", "parsing", "parsed", "parses");
        assertThat(Stem.forms("stop")).contains("stopped", "stopping", "stopper");
    }
}
