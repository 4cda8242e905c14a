package dev.pithyjaunt.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    @Test
    void textIsTheKeyUnlessItSaysBase64() {
        assertThat(Secret.of("key")).isEqualTo(Secret.of("whsec_a2V5"));
        assertThat(Secret.of("key").text()).isEqualTo("whsec_a2V5");
        assertThat(Secret.of(" key\n")).isEqualTo(Secret.of("key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "whsec_"})
    void emptyOneIsRefused(String text) {
        assertThatThrownBy(() -> Secret.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a secret must not be empty");
    }

    @Test
    void refusalDoesNotShowIt() {
        assertThatThrownBy(() -> Secret.of("whsec_not base64"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a secret that begins with whsec_ goes on in Base64")
                .hasNoCause();
        assertThat(Secret.of("plain")).hasToString("Secret[***]");
    }

    /// Made with `openssl dgst -sha256 -hmac`.
    @Test
    void secretOfARepositoryFollowsFromTheMaster() {
        Secret master = Secret.of("It's a Secret to Everybody");
        assertThat(Secret.ofRepository(master, "01jd").text())
                .isEqualTo("whsec_zPapjxT5j7RwcmbeCil/Q2r6XMor+XR6B+Sk6qbguoU=");
        assertThat(Secret.ofRepository(master, "01je"))
                .isNotEqualTo(Secret.ofRepository(master, "01jd"));
    }

    @Test
    void randomOnesDiffer() {
        assertThat(Secret.random()).isNotEqualTo(Secret.random());
        assertThat(Secret.of(Secret.random().text()).text()).hasSize("whsec_".length() + 44);
    }
}
