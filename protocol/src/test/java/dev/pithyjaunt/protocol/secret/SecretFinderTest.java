package dev.pithyjaunt.protocol.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Redactor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

class SecretFinderTest {

    private static final int ROUNDS = 200;

    private final SecretFinder finder = new SecretFinder(SecretRules.all());

    private List<String> rules(String text) {
        return finder.find(text).stream().map(finding -> finding.rule().id()).toList();
    }

    private static List<SecretRule> table() {
        return SecretRules.all();
    }

    private static List<SecretRule> shapes() {
        return table().stream().filter(rule -> rule.basis() == SecretRule.Basis.SHAPE).toList();
    }

    @Test
    void everyRuleHasAFakeSecret() {
        assertThat(new FakeSecrets(new Random(1)).lines().keySet())
                .containsExactlyInAnyOrderElementsOf(table().stream().map(SecretRule::id).toList());
    }

    /// A random secret may hold a word such as "test", or repeat itself: then it is taken for a
    /// placeholder. That is rare enough.
    @ParameterizedTest
    @MethodSource("table")
    void plantedSecretsAreFoundByTheirRule(SecretRule rule) {
        int missed = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            String secret = secret(rule, seed);
            String text = "first line\n" + secret + "\nlast line\n";
            missed += rules(text).equals(List.of(rule.id())) ? 0 : 1;
        }
        assertThat(missed).isLessThanOrEqualTo(ROUNDS / 50);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void secretsAreFoundInCodeAndDeepInALongLine(SecretRule rule) {
        int missed = 0;
        for (int seed = 0; seed < 20; seed++) {
            String text =
                    "f(); ".repeat(20_000) + "call('" + secret(rule, seed) + "'); ".repeat(99);
            missed += rules(text).contains(rule.id()) ? 0 : 1;
        }
        assertThat(missed).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatHasTheShapeOfASecretIsMaskedToo(SecretRule rule) {
        String redacted = new Redactor(List.of()).redact("see " + secret(rule, 7) + " there");

        assertThat(redacted).contains(Redactor.MASK);
        assertThat(rules(redacted)).isEmpty();
    }

    private static String secret(SecretRule rule, int seed) {
        Map<String, String> lines = new FakeSecrets(new Random(seed)).lines();
        return lines.getOrDefault(rule.id(), "");
    }

    @Test
    void findingSaysWhereAndNotWhat() {
        String secret = secret(table().getFirst(), 3);

        Finding finding = finder.find("a\nkey " + secret + "\n").getFirst();

        assertThat(finding.start()).isEqualTo(6);
        assertThat(finding.end()).isEqualTo(6 + secret.length());
        assertThat(finding.toString()).doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: changeme-changeme-123",
                "api_key = \"<your-api-key-goes-here-1>\"",
                "API_KEY=${API_KEY_FROM_VAULT_2}",
                "token = \"xxxxxxxxxxxxxxxxxxxxxxxx1\"",
                "secret: {{ vault_secret_key_1 }}",
                "String token = request.getHeader(\"X-Auth-Token-Header-1\");",
                "password = os.environ['DATABASE_PASSWORD_1']",
                "token: ${{ secrets.GITHUB_TOKEN }}",
                "postgres://user:password@localhost:5432/app",
                "postgres://app:app-pass-word-1@db.example.org/app",
                "https://user:pass@files.internal/",
                "-----BEGIN RSA PRIVATE KEY-----",
                "if (pem.startsWith(\"-----BEGIN PRIVATE KEY-----\")) {",
                "DB_PASS=$DATABASE_PASS_OF_STAGE_2",
                "export OLDPWD=/home/gull7/projects/harbour/quay9",
                "\"pwd\": \"/home/gull7/projects/harbour/quay9\"",
                "let bypassList = \"a1b2,c3d4\"",
                "postgres://app:${DB_PASS_2}@db.internal/app",
                "postgres://app:$DB_PASS_2@db.internal/app",
                "postgres://app:{db_pass_2}@db.internal/app",
                "clientSecret = \"123e4567-e89b-42d3-a456-426614174000\"",
                "\"integrity\": \"sha512-v2kDEe57lecTulaDIuNTPy3Ry4gLGJ6Z1O3vE1krgXZNrsQ+LFTGHVxVjcXPs17LhbZVGedAJv8XZ1tvj5FvSg==\"",
                "passwordHash = \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"",
                "commit 4ed0836c1f5a7d7d0e0d9f3a2b1c0d9e8f7a6b5c",
                "var TOKEN_KINDS = [\"identifier1\", \"operator2\"]",
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
            })
    void placeholdersDigestsAndCodeAreNoSecrets(String line) {
        assertThat(rules(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASS=\"%s\"",
                "dbPass: '%s'",
                "\"pwd\": \"%s\"",
                "MYSQL_PWD=%s",
                "passwd = \"%s\"",
                "password: \"abc$w%s\"",
                "api_key: >-\n  %s",
                "api_key: |\r\n    %s\r\n",
                "postgres://app:ab$w%s@db.internal/app",
                "postgres://app:${PREFIX}%s@db.internal/app",
                "https://app:$%s$@files.internal/a",
            })
    void randomValuesOfTellingNamesAreFound(String line) {
        assertThat(rules(line.formatted("q7RkZ2vXw9" + "LmB4nTc8HdYp3s"))).hasSize(1);
    }

    @Test
    void everySecretIsFoundHoweverManyThereAre() {
        int count = 20_000;
        StringBuilder text = new StringBuilder();
        for (int seed = 0; seed < count; seed++) {
            text.append("AKI" + "A").append(key(seed)).append('\n');
        }

        assertThat(finder.find(text.toString())).hasSize(count);
    }

    private static String key(int seed) {
        return "QX7ZKDMBNPWTGH" + (char) ('A' + seed / 26 % 26) + (char) ('A' + seed % 26);
    }

    @Test
    void documentedExamplesAreNoSecrets() {
        assertThat(rules("AKIA" + "IOSFODNN7EXAMPLE")).isEmpty();
        assertThat(rules("access_token=\"2YotnFZF" + "Ejr1zCsicMWpAA\"")).isEmpty();
        assertThat(rules("ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789")).isEmpty();
    }

    @Test
    @Timeout(60)
    void longLinesTakeBoundedTime() {
        int length = 20_000_000;
        for (String piece :
                List.of(
                        "a",
                        "sk-",
                        "eyJ",
                        "eyJ.eyJ.",
                        "secret=",
                        "password",
                        "key: '",
                        "://a:",
                        "-----BEGIN PRIVATE KEY-----",
                        "-----BEGIN ",
                        "discord ",
                        "AKIA")) {
            int size = length / (piece.length() == 1 ? 1 : 10);
            finder.find(piece.repeat(size / piece.length()));
        }
    }

    @Test
    void noPatternRepeatsWithoutABound() {
        // A quantifier after an unescaped character, group or class, outside of a class.
        Pattern unbounded = Pattern.compile("(?<!\\\\)[)\\]\\w.][*+](?![^\\[]*\\])|\\{\\d+,\\}");

        for (SecretRule rule : table()) {
            assertThat(unbounded.matcher(rule.pattern().pattern()).find()).as(rule.id()).isFalse();
        }
    }
}
