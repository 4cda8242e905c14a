package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

class DataDirectoryTest {

    @TempDir Path folder;

    @Test
    void secretIsMadeOnceForNobodyElseToRead() throws IOException {
        DataDirectory directory = new DataDirectory(folder.resolve("data"));

        String secret = directory.webhookSecret();

        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(directory.webhookSecret()).isEqualTo(secret);
        Path file = directory.path().resolve("webhook-secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.path().toFile().list()).containsExactly("webhook-secret");
    }

    @Test
    void givenSecretTakesThePlaceOfAGeneratedOne() {
        Map<String, String> values = Map.of("JAUNT_DATA_DIR", folder.resolve("data").toString());
        Map<String, String> withSecret = new HashMap<>(values);
        withSecret.put("GITHUB_WEBHOOK_SECRET", "given");

        assertThat(WebhookSecret.of(Settings.of(withSecret)).text()).isEqualTo("given");
        assertThat(WebhookSecret.of(Settings.of(values)))
                .isEqualTo(WebhookSecret.of(Settings.of(values)))
                .hasToString("WebhookSecret");
    }
}
