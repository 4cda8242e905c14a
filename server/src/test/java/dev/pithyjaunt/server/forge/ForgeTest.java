package dev.pithyjaunt.server.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.StandInApp;
import dev.pithyjaunt.testkit.github.StandInComment;
import dev.pithyjaunt.testkit.github.StandInRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

class ForgeTest {

    private static final RepositoryName SHOP = RepositoryName.of("acme/shop");
    private static final Map<String, String> NEEDED =
            Map.of("contents", "write", "actions", "write", "pull_requests", "write");

    @TempDir private Path folder;
    private GitHubStandIn gitHub;
    private StandInRepository shop;

    @BeforeEach
    void start() {
        gitHub = GitHubStandIn.start(folder);
        shop = gitHub.create("acme/shop").issue(4);
    }

    @AfterEach
    void stop() {
        assertThat(gitHub.violations()).isEmpty();
        gitHub.close();
    }

    /// As an app that is installed with these permissions.
    private Forge forge(Map<String, String> permissions) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        StandInApp app = gitHub.app("jaunt", "acme", (RSAPublicKey) keys.getPublic(), permissions);
        app.install(shop);
        return new Forge(
                Settings.of(
                        Map.of(
                                "GITHUB_SERVER_URL", gitHub.serverUri().toString(),
                                "GITHUB_APP_ID", app.clientId(),
                                "GITHUB_APP_PRIVATE_KEY", pem(keys))),
                Timing.standard(),
                InstantSource.system());
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";
    }

    private static Instant soon() {
        return InstantSource.system().instant().plusSeconds(20);
    }

    private static void comment(Forge forge) {
        var _ =
                forge.gitHubForIssues()
                        .orElseThrow()
                        .issueComments(SHOP, soon())
                        .sayOnce(4, "Hello", "<!-- x -->", InstantSource.system().instant());
    }

    @Test
    void appThatMayNotWriteAtIssuesDoesAllElse() throws GeneralSecurityException {
        Forge forge = forge(NEEDED);

        assertThat(forge.gitHub().orElseThrow().repository(SHOP, soon()).get().name())
                .isEqualTo(SHOP);
        assertThatThrownBy(() -> comment(forge))
                .hasMessageContaining(
                        "The permissions requested are not granted to this installation.");
        assertThat(shop.comments(4)).isEmpty();
        forge.close();
    }

    @Test
    void appThatMayWriteAtIssuesDoes() throws GeneralSecurityException {
        Map<String, String> permissions = new HashMap<>(NEEDED);
        permissions.put("issues", "write");
        Forge forge = forge(permissions);

        comment(forge);

        assertThat(shop.comments(4))
                .extracting(StandInComment::author, StandInComment::body)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("jaunt[bot]", "Hello\n\n<!-- x -->"));
        forge.close();
    }
}
