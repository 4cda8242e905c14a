package dev.pithyjaunt.agent.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Set;

class ErrorBodyTest {

    @Test
    void openAiErrorHasWordsAndCode() {
        assertThat(
                        ErrorBody.parse(
                                "{\"error\":{\"message\":\"No\\n such model\",\"type\":\"t\",\"code\":\"c\"}}"))
                .isEqualTo(new ErrorBody("No such model", Set.of("c", "t")));
    }

    @Test
    void typeOrCodeStandsInForWhatIsMissing() {
        assertThat(ErrorBody.parse("{\"error\":{\"message\":null,\"type\":\"t\",\"code\":null}}"))
                .isEqualTo(new ErrorBody("t", Set.of("t")));
        assertThat(ErrorBody.parse("{\"error\":{\"message\":\"Bad gateway\",\"code\":502}}"))
                .isEqualTo(new ErrorBody("Bad gateway", Set.of("502")));
    }

    @Test
    void detailsOfAnthropicAreCodesToo() {
        assertThat(
                        ErrorBody.parse(
                                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}"))
                .isEqualTo(
                        new ErrorBody(
                                "m", Set.of("rate_limit_error", "enforced_spend_limit_reached")));
    }

    @Test
    void simplerShapesAreUnderstood() {
        assertThat(ErrorBody.parse("{\"error\":\"model not found\"}").words())
                .isEqualTo("model not found");
        assertThat(ErrorBody.parse("{\"message\":\"no route\"}").words()).isEqualTo("no route");
        assertThat(ErrorBody.parse("{\"detail\":\"Not Found\"}").words()).isEqualTo("Not Found");
        assertThat(ErrorBody.parse("  upstream\r\nfailed ").words()).isEqualTo("upstream failed");
        assertThat(ErrorBody.parse("").words()).isEmpty();
    }

    @Test
    void htmlIsReadForItsTitleOrItsText() {
        assertThat(
                        ErrorBody.parse(
                                        "<html><head><title>502 Bad Gateway</title></head><body>x</body></html>")
                                .words())
                .isEqualTo("502 Bad Gateway");
        assertThat(
                        ErrorBody.parse("<html><script>var a;</script><p>Sign in</p> first</html>")
                                .words())
                .isEqualTo("Sign in first");
    }
}
