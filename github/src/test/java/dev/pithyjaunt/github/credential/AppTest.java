package dev.pithyjaunt.github.credential;

import static dev.pithyjaunt.github.ScriptedGitHub.IN_TEN_MINUTES;
import static dev.pithyjaunt.github.ScriptedGitHub.SHOP;
import static dev.pithyjaunt.github.ScriptedGitHub.START;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.ScriptedGitHub;
import dev.pithyjaunt.github.ScriptedGitHub.Reply;
import dev.pithyjaunt.github.ScriptedGitHub.Request;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;
import dev.pithyjaunt.github.rest.RepositoryName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class AppTest {

    private static final String BRANCH = "{\"name\":\"main\",\"commit\":{\"sha\":\"c0ffee\"}}";
    private static final String FIRST = "a.first-one_" + "x".repeat(400);
    private static KeyPair keys;

    private final ScriptedGitHub github = new ScriptedGitHub();

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @AfterEach
    void close() {
        github.close();
    }

    private GitHub client() {
        return github.client(
                new Credential.App(
                        "Iv23.client",
                        (RSAPrivateKey) keys.getPrivate(),
                        Map.of("contents", "read", "actions", "write")));
    }

    private ScriptedGitHub mint(String token, Duration life) {
        return github.reply(200, "{\"id\":42}")
                .reply(
                        201,
                        "{\"token\":\"%s\",\"expires_at\":\"%s\",\"permissions\":{\"actions\":\"write\"}}"
                                .formatted(token, START.plus(life)));
    }

    @Test
    void tokenIsNarrowedToOneRepositoryAndToPermissions() {
        mint(FIRST, Duration.ofHours(1)).reply(200, BRANCH).reply(200, BRANCH);
        var calls = client().repository(SHOP, IN_TEN_MINUTES);
        calls.findBranch("main");
        calls.findBranch("main");
        assertThat(github.lines())
                .containsExactly(
                        "GET /repos/acme/shop/installation",
                        "POST /app/installations/42/access_tokens"
                                + " {\"repositories\":[\"shop\"],\"permissions\":{\"actions\":\"write\",\"contents\":\"read\"}}",
                        "GET /repos/acme/shop/branches/main",
                        "GET /repos/acme/shop/branches/main");
        assertThat(github.requests().getLast().header("Authorization"))
                .isEqualTo("Bearer " + FIRST);
    }

    @Test
    void appSignsWhoItIsForNineMinutes() throws GeneralSecurityException {
        mint(FIRST, Duration.ofHours(1)).reply(200, BRANCH);
        client().repository(SHOP, IN_TEN_MINUTES).findBranch("main");
        Request request = github.requests().getFirst();
        String[] parts = request.header("Authorization").substring("Bearer ".length()).split("\\.");
        assertThat(parts).hasSize(3);
        assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        long now = START.getEpochSecond();
        assertThat(JsonMapper.shared().readTree(decoded(parts[1])))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        "{\"iat\":%d,\"exp\":%d,\"iss\":\"Iv23.client\"}"
                                                .formatted(now - 60, now + 540)));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    @Test
    void tokenIsRenewedFiveMinutesBeforeItEnds() {
        mint(FIRST, Duration.ofHours(1)).reply(200, BRANCH);
        GitHub client = client();
        var until = START.plus(Duration.ofHours(2));
        client.repository(SHOP, until).findBranch("main");
        github.time().pass(Duration.ofMinutes(55).minusSeconds(1));
        github.reply(200, BRANCH);
        client.repository(SHOP, until).findBranch("main");
        assertThat(github.requests()).hasSize(4);
        github.time().pass(Duration.ofSeconds(1));
        mint("second", Duration.ofHours(2)).reply(200, BRANCH);
        client.repository(SHOP, until).findBranch("main");
        assertThat(github.requests().getLast().header("Authorization")).isEqualTo("Bearer second");
    }

    @Test
    void refusedTokenIsRenewedOnce() {
        mint(FIRST, Duration.ofHours(1)).reply(Reply.message(401, "Bad credentials"));
        mint("second", Duration.ofHours(1)).reply(Reply.message(401, "Bad credentials"));
        ForgeException failure =
                catchThrowableOfType(
                        ForgeException.class,
                        () -> client().repository(SHOP, IN_TEN_MINUTES).findBranch("main"));
        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure)
                .hasMessage(
                        "reading the branch main of acme/shop: GitHub answered 401: Bad credentials");
        assertThat(github.requests()).hasSize(6);
    }

    @Test
    void eachRepositoryHasATokenOfItsOwn() {
        mint(FIRST, Duration.ofHours(1)).reply(200, BRANCH);
        GitHub client = client();
        client.repository(SHOP, IN_TEN_MINUTES).findBranch("main");
        mint("other", Duration.ofHours(1));
        assertThat(client.token(RepositoryName.of("acme/other"), IN_TEN_MINUTES))
                .isEqualTo("other");
        assertThat(github.lines().getLast()).contains("[\"other\"]");
    }

    @Test
    void manyThreadsGetOneToken() {
        mint(FIRST, Duration.ofHours(1));
        GitHub client = client();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> client.token(SHOP, IN_TEN_MINUTES));
            }
        }
        assertThat(github.requests()).hasSize(2);
    }

    @Test
    void appThatIsNotInstalledSaysSo() {
        github.reply(Reply.message(404, "Not Found"));
        assertThatThrownBy(() -> client().repository(SHOP, IN_TEN_MINUTES).findBranch("main"))
                .hasMessage(
                        "finding the app's installation for acme/shop: GitHub answered 404: Not Found");
    }

    @Test
    void keysAreReadInBothForms() {
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        // What is before it in PKCS#8 is 26 bytes for a key of this length.
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        String one = pem("RSA PRIVATE KEY", pkcs1);
        for (String text :
                new String[] {one, one.replace("\n", "\\n"), pem("PRIVATE KEY", pkcs8)}) {
            assertThat(Credential.App.of(" 7 ", text, Map.of()))
                    .isEqualTo(
                            new Credential.App("7", (RSAPrivateKey) keys.getPrivate(), Map.of()));
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2VjcmV0",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----"
            })
    void otherKeysAreRefusedWithoutBeingShown(String pem) {
        assertThatThrownBy(() -> Credential.App.of("7", pem, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the private key of a GitHub App is a PEM file with an RSA key, without a password");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(new Credential.Token(" fake-token\n")).hasToString("Token[***]");
        assertThat(new Credential.Token(" fake-token\n").value()).isEqualTo("fake-token");
        assertThat(
                        new Credential.App(
                                "7", (RSAPrivateKey) keys.getPrivate(), Map.of("actions", "read")))
                .hasToString("App[issuer=7, key=***, permissions={actions=read}]");
        assertThatThrownBy(() -> new Credential.Token("two words"))
                .hasMessage("a token of GitHub is one word of plain letters, digits and signs");
    }
}
