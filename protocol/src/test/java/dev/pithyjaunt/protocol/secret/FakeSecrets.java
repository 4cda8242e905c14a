package dev.pithyjaunt.protocol.secret;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A made-up secret of every kind, put together when it is asked for, so that no file of this
/// repository holds one.
final class FakeSecrets {

    private static final String DIGITS = "0123456789";
    private static final String HEX = DIGITS + "abcdef";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String ALNUM = DIGITS + LOWER + UPPER;
    private static final String URL_SAFE = ALNUM + "-_";

    private final RandomGenerator random;

    FakeSecrets(RandomGenerator random) {
        this.random = random;
    }

    /// By the id of the rule: what a line that gives it away looks like.
    Map<String, String> lines() {
        Map<String, String> all = new LinkedHashMap<>();
        addClouds(all);
        addHosts(all);
        addModels(all);
        addMessages(all);
        addOperation(all);
        addContexts(all);
        return all;
    }

    private void addClouds(Map<String, String> all) {
        all.put("aws-access-key", "AKI" + "A" + some(UPPER + "234567", 16));
        all.put("aws-secret-key", "aws_secret_access_key = " + mixed(ALNUM + "+/", 40));
        all.put("google-api-key", "AIz" + "a" + some(URL_SAFE, 35));
        all.put("google-oauth-secret", "GOC" + "SPX-" + some(URL_SAFE, 28));
        all.put("google-oauth-token", "ya2" + "9." + some(URL_SAFE, 120));
        all.put(
                "azure-storage-key",
                "AccountName=a;AccountKey=" + some(ALNUM + "+/", 86) + "==;EndpointSuffix=b");
        all.put("azure-client-secret", some(ALNUM, 3) + "8Q" + "~" + some(ALNUM, 34));
        all.put("digitalocean-token", "dop" + "_v1_" + some(HEX, 64));
        all.put("databricks-token", "dap" + "i" + some(HEX, 32));
        all.put("heroku-key", "HRK" + "U-AA" + some(URL_SAFE, 58));
    }

    private void addHosts(Map<String, String> all) {
        all.put("github-token", "gh" + "p_" + some(ALNUM, 36));
        all.put(
                "github-fine-grained-token",
                "github" + "_pat_" + some(ALNUM, 22) + "_" + some(ALNUM, 59));
        all.put("gitlab-token", "glp" + "at-" + some(URL_SAFE, 20));
        all.put("npm-token", "np" + "m_" + some(ALNUM, 36));
        all.put("pypi-token", "pypi-" + "AgEIcHlwaS5vcmc" + some(URL_SAFE, 120));
        all.put("rubygems-key", "ruby" + "gems_" + some(HEX, 48));
        all.put("crates-io-token", "ci" + "o" + mixed(ALNUM, 32));
        all.put("docker-token", "dckr" + "_pat_" + some(URL_SAFE, 27));
        all.put("atlassian-token", "ATA" + "TT3" + some(URL_SAFE, 186));
        all.put("terraform-cloud-token", some(ALNUM, 14) + ".atlas" + "v1." + some(ALNUM, 67));
    }

    private void addModels(Map<String, String> all) {
        all.put("anthropic-key", "sk-" + "ant-api03-" + some(URL_SAFE, 93) + "AA");
        all.put("openrouter-key", "sk-" + "or-v1-" + some(HEX, 64));
        all.put("openai-key", "sk-" + "proj-" + some(URL_SAFE, 120));
        all.put("hugging-face-token", "h" + "f_" + some(LOWER + UPPER, 34));
        all.put("groq-key", "gs" + "k_" + some(ALNUM, 52));
        all.put("xai-key", "xa" + "i-" + some(ALNUM, 80));
        all.put("replicate-token", "r" + "8_" + some(ALNUM, 37));
    }

    private void addMessages(Map<String, String> all) {
        all.put(
                "slack-token",
                "xox" + "b-" + some(DIGITS, 11) + "-" + some(DIGITS, 12) + "-" + some(ALNUM, 24));
        all.put(
                "slack-webhook",
                "https://hooks.slack"
                        + ".com/services/T"
                        + mixed(ALNUM, 10)
                        + "/B"
                        + mixed(ALNUM, 10)
                        + "/"
                        + some(ALNUM, 24));
        all.put(
                "discord-token",
                "DISCORD_TOKEN=M" + some(ALNUM, 25) + "." + some(ALNUM, 6) + "." + some(ALNUM, 38));
        all.put(
                "discord-webhook",
                "https://discord"
                        + ".com/api/webhooks/"
                        + some(DIGITS, 18)
                        + "/"
                        + some(URL_SAFE, 68));
        all.put("telegram-token", some("123456789", 10) + ":A" + "A" + some(URL_SAFE, 33));
        all.put("twilio-key", "S" + "K" + some(HEX, 32));
        all.put("twilio-auth-token", "TWILIO_AUTH_TOKEN: \"" + some(HEX, 32) + "\"");
        all.put("sendgrid-key", "S" + "G." + some(URL_SAFE, 22) + "." + some(URL_SAFE, 43));
        all.put("mailgun-key", "mailgun('k" + "ey-" + some(HEX, 32) + "')");
        all.put("mailchimp-key", some(HEX, 32) + "-u" + "s12");
    }

    private void addOperation(Map<String, String> all) {
        all.put("stripe-key", "sk_" + "live_" + some(ALNUM, 24));
        all.put("webhook-secret", "whs" + "ec_" + some(ALNUM, 32));
        all.put("shopify-token", "shp" + "at_" + some(HEX, 32));
        all.put("square-token", "sq0" + "csp-" + some(URL_SAFE, 43));
        all.put("vault-token", "hv" + "s." + some(URL_SAFE, 95));
        all.put("grafana-token", "gls" + "a_" + some(ALNUM, 32) + "_" + some(HEX, 8));
        all.put("sentry-token", "sntr" + "yu_" + some(HEX, 64));
        all.put("newrelic-key", "NRA" + "K-" + some(UPPER + DIGITS, 27));
        all.put("linear-key", "lin" + "_api_" + some(ALNUM, 40));
        all.put("postman-key", "PMA" + "K-" + some(HEX, 24) + "-" + some(HEX, 34));
        all.put("supabase-token", "sb" + "p_" + some(HEX, 40));
        all.put("pithy-jaunt-token", "p" + "j_" + mixed(ALNUM, 43));
    }

    private void addContexts(Map<String, String> all) {
        all.put(
                "private-key",
                "-----BEGIN RSA PRIVATE" + " KEY-----\n" + some(ALNUM + "+/", 64) + "\n");
        all.put("age-key", "AGE-SECRET" + "-KEY-1" + some("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58));
        all.put(
                "jwt",
                "ey"
                        + "J"
                        + some(URL_SAFE, 30)
                        + ".ey"
                        + "J"
                        + some(URL_SAFE, 80)
                        + "."
                        + some(URL_SAFE, 43));
        all.put("database-url", "postgres://app:" + mixed(ALNUM, 16) + "@db.internal:5432/app");
        all.put("url-password", "https://me:" + mixed(ALNUM, 20) + "@files.internal/a");
        all.put("assigned-secret", "  \"clientSecret\": \"" + mixed(ALNUM, 32) + "\",");
        all.put("variable-secret", "export SESSION_SECRET=" + mixed(ALNUM, 40));
    }

    private String some(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /// With a digit and letters of both cases in it.
    private String mixed(String alphabet, int length) {
        return some(alphabet, length - 3) + some(DIGITS, 1) + some(LOWER, 1) + some(UPPER, 1);
    }
}
