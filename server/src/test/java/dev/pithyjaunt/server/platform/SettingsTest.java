package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.catalog.ModelCatalog;
import dev.pithyjaunt.protocol.catalog.ModelSettingNames;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class SettingsTest {

    @TempDir Path folder = Path.of(".");

    /// A key as GitHub hands it out, made for this test.
    private static final String PEM = pem();

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static String pem() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatGitHubCannotBeAskedWithIsRefusedAtTheStart() {
        assertThatThrownBy(
                        () -> Settings.of(Map.of("GITHUB_SERVER_URL", "http://ghes.example.org")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "GITHUB_SERVER_URL: the address of GitHub must be such as https://github.com: it begins with https:// (http:// is for this machine alone)");
        assertThatThrownBy(() -> Settings.of(Map.of("GITHUB_TOKEN", "two words")))
                .hasMessage(
                        "GITHUB_TOKEN: a token of GitHub is one word of plain letters, digits and signs");
        assertThatThrownBy(() -> Settings.of(Map.of("GITHUB_APP_ID", "7")))
                .hasMessage(
                        "GITHUB_APP_ID needs GITHUB_APP_PRIVATE_KEY or GITHUB_APP_PRIVATE_KEY_FILE");
        assertThatThrownBy(() ->
                        Settings.of(
                                Map.of("GITHUB_APP_ID", "7", "GITHUB_APP_PRIVATE_KEY", "no key")))
                .hasMessageStartingWith("GITHUB_APP_PRIVATE_KEY: ")
                .hasMessageNotContaining("no key");
    }

    @Test
    void whatKeepsStrangersOutIsWholeOrRefusedAtTheStart() {
        assertThatThrownBy(() -> Settings.of(Map.of("JAUNT_SECRET_KEY", "c2hvcnQ=")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "JAUNT_SECRET_KEY: expected 32 bytes as base64, such as `openssl rand -base64 32` makes");
        assertThatThrownBy(() -> Settings.of(Map.of("GITHUB_OAUTH_CLIENT_ID", "client")))
                .hasMessage(
                        "GITHUB_OAUTH_CLIENT_ID and GITHUB_OAUTH_CLIENT_SECRET go together: one of them is not set");
        assertThatThrownBy(() -> Settings.of(Map.of("JAUNT_TRUSTED_PROXIES", "proxy.local")))
                .hasMessage(
                        "JAUNT_TRUSTED_PROXIES: proxy.local is no address such as 10.0.0.7 or fd00::7");
        assertThat(
                        Settings.of(
                                        Map.of(
                                                "JAUNT_SECRET_KEY", KEY,
                                                "GITHUB_OAUTH_CLIENT_ID", "client",
                                                "GITHUB_OAUTH_CLIENT_SECRET", "s3cret"))
                                .security())
                .hasToString("SecuritySettings[OAuthApp[client], []]");
    }

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
                                400,
                                new Settings.Runner(null, Duration.ofMinutes(10), 180, 3, Map.of()),
                                new Checks(
                                        CheckMode.SANDBOX,
                                        2,
                                        new CheckLimits(240, 4_096, 2_048, 8_192, 64)),
                                new Budgets(
                                        500_000,
                                        null,
                                        null,
                                        null,
                                        new Budgets.Day(null, null, null)),
                                new GitHubSettings(
                                        "https://github.com",
                                        null,
                                        null,
                                        GitHubSettings.Dispatch.REPOSITORY,
                                        null),
                                ModelCatalog.standard(),
                                new QueueLimits(
                                        QueueLimits.NONE,
                                        QueueLimits.NONE,
                                        QueueLimits.NONE,
                                        10_000),
                                new SecuritySettings(null, false, null, List.of()),
                                null,
                                null));
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
                                        Map.entry(
                                                "GITHUB_APP_WEBHOOK_SECRET",
                                                "the secret of the app"),
                                        Map.entry("GITHUB_WEBHOOK_SECRET", "s"),
                                        Map.entry(
                                                "GITHUB_WEBHOOK_SECRET_PREVIOUS",
                                                "the former master"),
                                        Map.entry("LOG_RETENTION_DAYS", "30"),
                                        Map.entry("EXECUTION_ENABLED", "false"),
                                        Map.entry("JAUNT_MAX_RUNNING", "5"),
                                        Map.entry("JAUNT_MAX_RUNNING_IN_ALL", "20"),
                                        Map.entry("JAUNT_MAX_RUNNING_OF_REPOSITORY", "3"),
                                        Map.entry("JAUNT_MAX_RUNNING_OF_USER", "4"),
                                        Map.entry("JAUNT_MAX_WAITING", "50"),
                                        Map.entry("JAUNT_LOCAL_ROOT", "/srv/git"),
                                        Map.entry("JAUNT_HOSTS", "GitHub.com, git.example.org"),
                                        Map.entry("JAUNT_HUB_SIGNATURES", "false"),
                                        Map.entry("JAUNT_EVENTS_OF_REPOSITORY_PER_SECOND", "0"),
                                        Map.entry("JAUNT_RUNNER_JAR", "/opt/jaunt.jar"),
                                        Map.entry("JAUNT_EXECUTION_SECONDS", "60"),
                                        Map.entry("JAUNT_MODEL_SECONDS", "30"),
                                        Map.entry("JAUNT_ATTEMPTS", "5"),
                                        Map.entry("JAUNT_SANDBOX", "None"),
                                        Map.entry("JAUNT_CHECK_ROUNDS", "0"),
                                        Map.entry("JAUNT_CHECK_SECONDS", "86400"),
                                        Map.entry("JAUNT_CHECK_MEMORY_MIB", "64"),
                                        Map.entry("JAUNT_CHECK_PROCESSES", "8"),
                                        Map.entry("JAUNT_CHECK_DISK_MIB", "16"),
                                        Map.entry("JAUNT_CHECK_OUTPUT_MIB", "1"),
                                        Map.entry("JAUNT_EXECUTION_TOKENS", "200000"),
                                        Map.entry("JAUNT_CALL_TOKENS", "50000"),
                                        Map.entry("JAUNT_EXECUTION_DOLLARS", "2.50"),
                                        Map.entry("JAUNT_CALL_DOLLARS", "0.000000001"),
                                        Map.entry("JAUNT_DAY_DOLLARS", "1000000"),
                                        Map.entry("JAUNT_USER_DAY_DOLLARS", "20"),
                                        Map.entry("JAUNT_REPOSITORY_DAY_DOLLARS", "10.5"),
                                        Map.entry("GITHUB_SERVER_URL", "https://ghes.example.org"),
                                        Map.entry("GITHUB_TOKEN", "fake-token-0123456789"),
                                        Map.entry("GITHUB_APP_ID", "7"),
                                        Map.entry(
                                                "GITHUB_APP_PRIVATE_KEY", PEM.replace("\n", "\\n")),
                                        Map.entry("JAUNT_GITHUB_DISPATCH", "workflow"),
                                        Map.entry("JAUNT_SECRET_KEY", KEY),
                                        Map.entry("JAUNT_KEYS_CHANGED", "true"),
                                        Map.entry("GITHUB_OAUTH_CLIENT_ID", "client"),
                                        Map.entry("GITHUB_OAUTH_CLIENT_SECRET", "s3"),
                                        Map.entry("JAUNT_TRUSTED_PROXIES", "127.0.0.1, ::1"),
                                        Map.entry("SMTP_HOST", "mail.example.org"),
                                        Map.entry("SMTP_PORT", "465"),
                                        Map.entry("SMTP_USER", "jaunt"),
                                        Map.entry("SMTP_PASSWORD", "p"),
                                        Map.entry("SMTP_TLS", "tls"),
                                        Map.entry("SMTP_FROM", "Pithy Jaunt <jaunt@example.org>"),
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
                                0,
                                new Settings.Runner(
                                        Path.of("/opt/jaunt.jar"),
                                        Duration.ofMinutes(1),
                                        30,
                                        5,
                                        Map.of("MODEL_NAME", "m")),
                                new Checks(
                                        CheckMode.NONE, 0, new CheckLimits(86_400, 64, 8, 16, 1)),
                                new Budgets(
                                        200_000,
                                        2_500_000_000L,
                                        50_000L,
                                        1L,
                                        new Budgets.Day(
                                                1_000_000_000_000_000L,
                                                20_000_000_000L,
                                                10_500_000_000L)),
                                new GitHubSettings(
                                        "https://ghes.example.org",
                                        "fake-token-0123456789",
                                        new GitHubSettings.App("7", PEM),
                                        GitHubSettings.Dispatch.WORKFLOW,
                                        "the secret of the app"),
                                ModelCatalog.standard(),
                                new QueueLimits(20, 3, 4, 50),
                                new SecuritySettings(
                                        KEY,
                                        true,
                                        new SecuritySettings.OAuthApp("client", "s3"),
                                        List.of("127.0.0.1", "::1")),
                                new MailSettings(
                                        "mail.example.org",
                                        465,
                                        "jaunt",
                                        "p",
                                        MailSettings.Tls.TLS,
                                        "Pithy Jaunt <jaunt@example.org>"),
                                "the former master"));
    }

    @Test
    void settingsOfTheMailServerThatDoNotGoTogetherAreSaid() {
        Map<String, String> settings = new java.util.HashMap<>(Map.of("SMTP_HOST", "mail"));
        assertThatThrownBy(() -> Settings.of(settings))
                .hasMessage("SMTP_HOST needs SMTP_FROM, such as Pithy Jaunt <jaunt@example.org>");

        settings.put("SMTP_FROM", "jaunt@example.org\r\nBcc: eve@example.org");
        assertThatThrownBy(() -> Settings.of(settings))
                .hasMessageStartingWith("SMTP_FROM \"jaunt@example.org");

        settings.put("SMTP_FROM", "jaunt@example.org");
        assertThat(Settings.of(settings).mail())
                .isEqualTo(
                        new MailSettings(
                                "mail",
                                587,
                                null,
                                null,
                                MailSettings.Tls.STARTTLS,
                                "jaunt@example.org"));

        settings.put("SMTP_USER", "jaunt");
        assertThatThrownBy(() -> Settings.of(settings))
                .hasMessage("SMTP_USER and SMTP_PASSWORD need one another");

        settings.put("SMTP_PASSWORD", "hidden");
        assertThat(String.valueOf(Settings.of(settings).mail())).doesNotContain("hidden");
    }

    @Test
    void secretOfGitHubsWebhooksIsNoneOfOursAndNotShort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Settings.of(
                                Map.of(
                                        "GITHUB_WEBHOOK_SECRET", "one secret for both",
                                        "GITHUB_APP_WEBHOOK_SECRET", "one secret for both")))
                .withMessage(
                        "GITHUB_APP_WEBHOOK_SECRET: expected another secret than that of GITHUB_WEBHOOK_SECRET");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("GITHUB_APP_WEBHOOK_SECRET", "short")))
                .withMessage(
                        "GITHUB_APP_WEBHOOK_SECRET: expected at least 16 characters, such as of 'openssl rand -hex 32'");
    }

    /// The runner's list is `OF_THE_MODEL` of its own `Settings`.
    @Test
    void whatIsHandedToGenerateIsWhatItTakes() throws Exception {
        Map<String, String> values = new HashMap<>();
        ModelSettingNames.ALL.forEach(name -> values.put(name, name));
        Path catalog =
                Files.writeString(folder.resolve("models.json"), "{\"checkedOn\":\"2026-11-22\"}");
        values.put("JAUNT_MODELS", catalog.toString());

        assertThat(Settings.of(values).runner().model()).isEqualTo(values);
    }

    @Test
    void fileOfModelsIsReadAtTheStart() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("models.json"),
                        """
                        {"checkedOn": "2026-11-22", "models": [{"provider": "openai", "name": "house",
                          "contextTokens": 1000, "maxOutputTokens": 100, "prices": [{"source": "us",
                          "tiers": [{"fromPromptTokens": 0, "input": 1, "output": 2}]}]}]}
                        """);

        assertThat(
                        Settings.of(Map.of("JAUNT_MODELS", file.toString()))
                                .catalog()
                                .model("openai", "house")
                                .known())
                .isTrue();
        assertThat(
                        Settings.of(
                                        Map.of(
                                                "JAUNT_MODELS",
                                                Path.of("")
                                                        .toAbsolutePath()
                                                        .relativize(file)
                                                        .toString()))
                                .runner()
                                .model())
                .isEqualTo(Map.of("JAUNT_MODELS", file.toString()));
    }

    @Test
    void fileOfModelsThatMakesNoSenseStopsTheStartInOneLine() throws Exception {
        assertThat(refusedModels("{\"checkedOn\": \n3, "))
                .startsWith("JAUNT_MODELS: ")
                .contains("line 2");
        assertThat(refusedModels("{\"models\": []}"))
                .startsWith("JAUNT_MODELS: ")
                .contains("\"checkedOn\" is missing: the day of the figures");
        assertThat(
                        refusedModels(
                                "{\"checkedOn\":\"2026-11-22\",\"models\":[{\"provider\":\"acme\",\"name\":\"m\"}]}"))
                .isEqualTo("JAUNT_MODELS: no provider is named acme");
        assertThat(
                        refusedModels(
                                "{\"checkedOn\":\"2026-11-22\",\"models\":[{\"provider\":\"openai\",\"name\":\"m\",\"prices\":[{\"tiers\":[{\"fromPromptTokens\":0,\"input\":1}]}]}]}"))
                .startsWith("JAUNT_MODELS: ")
                .contains("a tier of prices lacks \"input\" or \"output\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("JAUNT_MODELS", "/no/such.json")))
                .withMessage("JAUNT_MODELS: /no/such.json can't be read");
    }

    private String refusedModels(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("models.json"), content);
        try {
            Settings.of(Map.of("JAUNT_MODELS", file.toString()));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            assertThat(message).doesNotContain("\n");
            return message.replace(file + ": ", "");
        }
        return "";
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1e3", "$5", "0.0000000001", "1000000.1", "5,00", "a lot"})
    void dollarsThatAreNoneAreRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("JAUNT_USER_DAY_DOLLARS", text)))
                .withMessage(
                        "JAUNT_USER_DAY_DOLLARS \"%s\": expected dollars such as 2.50, more than 0, at most 1000000, and with at most nine decimals"
                                .formatted(text));
    }

    @Test
    void tokensThatAreNoneAreRefusedByName() {
        for (String name : List.of("JAUNT_EXECUTION_TOKENS", "JAUNT_CALL_TOKENS")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Settings.of(Map.of(name, "0")))
                    .withMessage(name + " \"0\": expected a number from 1 to 1000000000");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "JAUNT_SANDBOX, true, 'expected sandbox, none or off'",
        "JAUNT_SANDBOX, job, 'expected sandbox, none or off'",
        "JAUNT_CHECK_ROUNDS, 11, expected a number from 0 to 10",
        "JAUNT_CHECK_ROUNDS, -1, expected a number from 0 to 10",
        "JAUNT_CHECK_SECONDS, 0, expected a number from 1 to 86400",
        "JAUNT_CHECK_MEMORY_MIB, 4G, expected a number from 64 to 1048576",
        "JAUNT_CHECK_PROCESSES, 7, expected a number from 8 to 1000000",
        "JAUNT_CHECK_DISK_MIB, 15, expected a number from 16 to 1048576",
        "JAUNT_CHECK_OUTPUT_MIB, 4097, expected a number from 1 to 4096"
    })
    void wrongValuesForChecksAreNamed(String name, String value, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of(name, value)))
                .withMessage("%s \"%s\": %s".formatted(name, value, expected));
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
