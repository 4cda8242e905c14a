package dev.pithyjaunt.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.protocol.signature.Verification.Invalid;
import dev.pithyjaunt.protocol.signature.Verification.Reason;
import dev.pithyjaunt.protocol.signature.Verification.Valid;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class SignatureTest {

    // The example of the Standard Webhooks specification.
    private static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1614265330);
    private static final byte[] BODY = bytes("{\"test\": 2432232314}");
    private static final SignedHeaders HEADERS =
            new SignedHeaders(ID, "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Verification verify(SignedHeaders headers, byte[] body, Instant now) {
        return Signature.verify(List.of(SECRET), headers, body, now);
    }

    @Test
    void exampleOfTheSpecificationIsSignedAndVerified() {
        assertThat(Signature.sign(List.of(SECRET), ID, AT, BODY)).isEqualTo(HEADERS);
        assertThat(verify(HEADERS, BODY, AT)).isEqualTo(new Valid(ID));
    }

    @Test
    void bodyIdAndTimeAreAllCovered() {
        Invalid wrong = new Invalid(Reason.WRONG_SIGNATURE);
        assertThat(verify(HEADERS, bytes("{\"test\":2432232314}"), AT)).isEqualTo(wrong);
        assertThat(verify(new SignedHeaders("other", "1614265330", HEADERS.signature()), BODY, AT))
                .isEqualTo(wrong);
        assertThat(verify(new SignedHeaders(ID, "1614265331", HEADERS.signature()), BODY, AT))
                .isEqualTo(wrong);
    }

    @Test
    void clocksMayDifferByFiveMinutes() {
        Duration tolerance = Duration.ofMinutes(5);
        assertThat(verify(HEADERS, BODY, AT.plus(tolerance))).isEqualTo(new Valid(ID));
        assertThat(verify(HEADERS, BODY, AT.minus(tolerance))).isEqualTo(new Valid(ID));
        assertThat(verify(HEADERS, BODY, AT.plus(tolerance).plusMillis(1)))
                .isEqualTo(new Invalid(Reason.TOO_OLD));
        assertThat(verify(HEADERS, BODY, AT.minus(tolerance).minusMillis(1)))
                .isEqualTo(new Invalid(Reason.TOO_NEW));
    }

    @Test
    void bothSidesMayHoldTwoSecretsDuringAChange() {
        Secret old = Secret.of("old secret");
        SignedHeaders both = Signature.sign(List.of(old, SECRET), ID, AT, BODY);
        assertThat(verify(both, BODY, AT)).isEqualTo(new Valid(ID));
        assertThat(Signature.verify(List.of(Secret.of("new secret"), old), both, BODY, AT))
                .isEqualTo(new Valid(ID));
        assertThat(Signature.verify(List.of(), both, BODY, AT))
                .isEqualTo(new Invalid(Reason.WRONG_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1,",
                "v1,***",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            })
    void otherSchemesAndNoiseAreNoSignature(String signature) {
        assertThat(verify(new SignedHeaders(ID, "1614265330", signature), BODY, AT))
                .isEqualTo(new Invalid(Reason.WRONG_SIGNATURE));
    }

    @Test
    void unknownSchemeBesideOursDoesNoHarm() {
        assertThat(
                        verify(
                                new SignedHeaders(
                                        ID, "1614265330", "v1a,x  " + HEADERS.signature()),
                                BODY,
                                AT))
                .isEqualTo(new Valid(ID));
    }

    @Test
    void absentHeadersAreMissing() {
        Invalid missing = new Invalid(Reason.MISSING_HEADER);
        assertThat(verify(new SignedHeaders(null, "1614265330", "v1,"), BODY, AT))
                .isEqualTo(missing);
        assertThat(verify(new SignedHeaders(ID, null, "v1,"), BODY, AT)).isEqualTo(missing);
        assertThat(verify(new SignedHeaders(ID, "1614265330", null), BODY, AT)).isEqualTo(missing);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, 1614265330",
        "a b, 1614265330",
        "'', 1",
        "a, -1",
        "a, 1e9",
        "a, 9999999999999"
    })
    void impossibleHeadersAreMalformed(String id, String timestamp) {
        assertThat(verify(new SignedHeaders(id, timestamp, "v1,"), BODY, AT))
                .isEqualTo(new Invalid(Reason.MALFORMED_HEADER));
    }

    @Test
    void idWithADotIsNotSigned() {
        assertThatThrownBy(() -> Signature.sign(List.of(SECRET), "a.b", AT, BODY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "delivery id \"a.b\": expected up to 256 visible characters without a dot");
    }

    @Test
    void exampleOfGitHubIsSignedAndVerified() {
        Secret secret = Secret.of("It's a Secret to Everybody");
        byte[] body = bytes("Hello, World!");
        String signature =
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assertThat(HubSignature.sign(secret, body)).isEqualTo(signature);
        assertThat(HubSignature.verify(List.of(secret), signature, "delivery", body))
                .isEqualTo(new Valid("delivery"));
        assertThat(HubSignature.verify(List.of(secret), signature, "delivery", bytes("Hello!")))
                .isEqualTo(new Invalid(Reason.WRONG_SIGNATURE));
        assertThat(HubSignature.verify(List.of(SECRET), signature, "delivery", body))
                .isEqualTo(new Invalid(Reason.WRONG_SIGNATURE));
        assertThat(HubSignature.verify(List.of(secret), "sha1=00", "delivery", body))
                .isEqualTo(new Invalid(Reason.MALFORMED_HEADER));
        assertThat(HubSignature.verify(List.of(secret), null, "delivery", body))
                .isEqualTo(new Invalid(Reason.MISSING_HEADER));
        assertThat(HubSignature.verify(List.of(secret), signature, null, body))
                .isEqualTo(new Invalid(Reason.MISSING_HEADER));
    }
}
