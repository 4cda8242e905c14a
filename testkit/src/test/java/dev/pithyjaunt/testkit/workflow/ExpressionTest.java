package dev.pithyjaunt.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.Map;

class ExpressionTest {

    private static final Place PLACE = new Place("w.yml", 3, "jobs.a.if");

    private static final JsonNode EVENT =
            Values.JSON.readTree(
                    """
                    {"event": {"a-b": "dashed", "list": ["one", "Two"], "n": 3, "none": null,
                               "object": {"x": {"y": true}}}}
                    """);

    private static JsonNode evaluate(String source) {
        Scope scope = new Scope(Map.of("github", new Shape.Open()), true, new HashSet<>());
        Contexts contexts =
                new Contexts(Map.of("github", EVENT), new Contexts.Status(false, true, false));
        return new Evaluator(contexts).evaluate(ExpressionParser.parse(PLACE, source, scope));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'abc' == 'ABC'; true",
                "null == ''; true",
                "null == 0; true",
                "false == 0; true",
                "true == 1; true",
                "'1' == 1; true",
                "'' == 0; true",
                "'0x10' == 16; true",
                "'x' == 0; false",
                "'x' != 0; true",
                "'a' < 'B'; true",
                "'3' > 2; true",
                "'x' < 1; false",
                "'x' >= 1; false",
                "1 <= 1.0; true",
                "github.event.object == github.event.object; true",
                "github.event.object == fromJSON('{}'); false",
                "'' || 'second'; second",
                "'first' && 'second'; second",
                "0 && 'second'; 0",
                "null || false || ''; \"\"",
                "false || 'a' && 'b'; b",
                "!'' ; true",
                "!'0'; false",
                "!(1 == 2) && 1 < 2 == true; true",
                "github.event.a-b; dashed",
                "github.event['a-b']; dashed",
                "github.EVENT['A-B']; dashed",
                "github.event.list[1]; Two",
                "github.event.list[7]; \"\"",
                "github.event.missing.deeper; \"\"",
                "github.event.object.x.y; true",
                "github.event.object; Object",
                "github.event.n; 3",
                "-1.50; -1.5",
                "1e3; 1000",
                "'it''s'; it's",
                "contains('Hello', 'LL'); true",
                "contains(github.event.list, 'two'); true",
                "contains(github.event.list, 'tw'); false",
                "startsWith('Hello', 'he'); true",
                "endsWith('Hello', 'LO'); true",
                "format('{0}-{1} {{x}}', 'a', 2); a-2 {x}",
                "join(github.event.list); one,Two",
                "join(github.event.list, '/'); one/Two",
                "FROMJSON('4'); 4",
                "fromJSON('[1,2]')[1]; 2",
                "fromJSON('true'); true",
                "toJSON(github.event.none); null",
                "always(); true",
                "success(); false",
                "failure(); true",
                "cancelled(); false",
            })
    void valuesAreThoseOfGitHub(String source, String expected) {
        assertThat(Values.text(evaluate(source))).isEqualTo(expected);
    }

    @Test
    void objectsArePrintedOverLines() {
        assertThat(Values.text(evaluate("toJSON(github.event.object)")).replaceAll("\\s", ""))
                .isEqualTo("{\"x\":{\"y\":true}}");
    }

    @Test
    void conditionWithoutStatusHoldsOnSuccessOnly() {
        Scope scope = new Scope(Map.of(), false, new HashSet<>());
        Contexts failing = new Contexts(Map.of(), new Contexts.Status(false, true, false));
        assertThat(Condition.parse(PLACE, "1 == 1", scope).holds(failing)).isFalse();
        assertThat(Condition.parse(PLACE, "${{ !cancelled() }}", scope).holds(failing)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "github.event.*; can't read from \"*\" on",
                "1 +; can't read from \"+\" on",
                "hashFiles('a'); unknown function \"hashFiles\"",
                "matrix.os; unknown context \"matrix\"",
                "secrets.KEY; the context \"secrets\" is not available here, only github",
                "format(); format() with 0 arguments",
                "1 == ; it ends too early",
                "(1; expected \")\", but found \"the end\"",
                "1 2; did not expect \"2\"",
                "'open; can't read from \"'open\" on",
            })
    void whatIsNotImplementedIsRefused(String source, String why) {
        assertThatThrownBy(() -> evaluate(source))
                .isInstanceOf(WorkflowException.class)
                .hasMessage(
                        "w.yml, line 3, jobs.a.if: expression \"%s\": %s"
                                .formatted(source.strip(), why));
    }

    @Test
    void valuesThatFunctionsCannotTakeFail() {
        assertThatThrownBy(() -> evaluate("fromJSON('{')")).isInstanceOf(EvaluationException.class);
        assertThatThrownBy(() -> evaluate("format('{1}', 'a')"))
                .hasMessage("format(): \"{1}\" in \"{1}\" has no argument");
    }
}
