package dev.pithyjaunt.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FirstRequestTest {

    @Test
    void whatTheRepositoryTagHoldsIsNotCountedAsFixed() {
        String fixed = "{\"text\":\"<repository-1a2b3c4d></repository-1a2b3c4d>\\nGreet\"}";
        String body = fixed.replace("></", ">\\nä </repository-0> much code\\n</");

        FirstRequest request = FirstRequest.of(body);

        assertThat(request.bytes()).isEqualTo(fixed.length() + 32);
        assertThat(request.fixedBytes()).isEqualTo(fixed.length());
        assertThat(request.fixedTokens()).isBetween(25, 40);
    }

    @Test
    void requestThatShowsNoRepositoryIsRefused() {
        assertThatThrownBy(() -> FirstRequest.of("{\"text\":\"Greet\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the first request shows no repository");
    }
}
