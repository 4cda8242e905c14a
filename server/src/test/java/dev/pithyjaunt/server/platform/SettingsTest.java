package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class SettingsTest {

    @Test
    void emptyConfigurationHasTheseDefaults() {
        assertThat(Settings.of(Map.of("PORT", " ", "DATABASE_URL", "")))
                .isEqualTo(
                        new Settings(
                                Path.of(
                                        System.getProperty("user.home"),
                                        ".local/state/pithy-jaunt/server"),
                                null,
                                null,
                                "127.0.0.1",
                                8080,
                                null,
                                7,
                                true,
                                2,
                                null,
                                List.of("github.com"),
                                true,
                                new Settings.Runner(null, Duration.ofMinutes(10), Map.of())));
    }

    @Test
    void everyNameIsRead() {
        assertThat(
                        Settings.of(
                                Map.ofEntries(
                                        Map.entry("JAUNT_DATA_DIR", "/data"),
                                        Map.entry("DATABASE_URL", "jdbc:postgresql:x"),
                                        Map.entry("APP_URL", "https://jaunt.example.org/"),
                                        Map.entry("HOST", "0.0.0.0"),
                                        Map.entry("PORT", "0"),
                                        Map.entry("GITHUB_WEBHOOK_SECRET", "s"),
                                        Map.entry("LOG_RETENTION_DAYS", "30"),
                                        Map.entry("EXECUTION_ENABLED", "false"),
                                        Map.entry("JAUNT_MAX_RUNNING", "5"),
                                        Map.entry("JAUNT_LOCAL_ROOT", "/srv/git"),
                                        Map.entry("JAUNT_HOSTS", "GitHub.com, git.example.org"),
                                        Map.entry("JAUNT_HUB_SIGNATURES", "false"),
                                        Map.entry("JAUNT_RUNNER_JAR", "/opt/jaunt.jar"),
                                        Map.entry("JAUNT_EXECUTION_SECONDS", "60"),
                                        Map.entry("MODEL_NAME", "m"))))
                .isEqualTo(
                        new Settings(
                                Path.of("/data"),
                                "jdbc:postgresql:x",
                                URI.create("https://jaunt.example.org"),
                                "0.0.0.0",
                                0,
                                "s",
                                30,
                                false,
                                5,
                                Path.of("/srv/git"),
                                List.of("github.com", "git.example.org"),
                                false,
                                new Settings.Runner(
                                        Path.of("/opt/jaunt.jar"),
                                        Duration.ofMinutes(1),
                                        Map.of("MODEL_NAME", "m"))));
    }

    @Test
    void wrongValuesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("PORT", "http")))
                .withMessage("PORT \"http\": expected a number from 0 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("EXECUTION_ENABLED", "maybe")))
                .withMessage("EXECUTION_ENABLED \"maybe\": expected true or false");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("APP_URL", "jaunt.example.org")))
                .withMessage(
                        "APP_URL \"jaunt.example.org\": expected an address such as https://jaunt.example.org");
    }

    @Test
    void secretsAreNotInItsText() {
        assertThat(
                        Settings.of(
                                        Map.of(
                                                "JAUNT_DATA_DIR",
                                                "/data",
                                                "DATABASE_URL",
                                                "postgres://u:pw@h/d",
                                                "GITHUB_WEBHOOK_SECRET",
                                                "s3cret"))
                                .toString())
                .isEqualTo("Settings[data directory /data, PostgreSQL, 127.0.0.1:8080]");
    }
}
