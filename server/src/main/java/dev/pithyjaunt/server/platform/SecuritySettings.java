package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;

/// What keeps strangers out, and secrets secret.
///
/// @param secretKey a secret: 32 bytes as base64, with which secrets in the database are sealed
///   (`JAUNT_SECRET_KEY`); absent: generated and kept in the data directory
/// @param keysChanged whether this start brings other keys on purpose (`JAUNT_KEYS_CHANGED`)
/// @param gitHubSignIn the OAuth app as which GitHub is asked who somebody is; absent: nobody signs
///   in by GitHub
/// @param proxies addresses of the proxies whose `X-Forwarded-For` is believed
///   (`JAUNT_TRUSTED_PROXIES`)
public record SecuritySettings(
        @Nullable String secretKey,
        boolean keysChanged,
        @Nullable OAuthApp gitHubSignIn,
        List<String> proxies) {

    public SecuritySettings {
        proxies = List.copyOf(proxies);
        proxies.forEach(SecuritySettings::requireAddress);
    }

    private static void requireAddress(String proxy) {
        try {
            InetAddress _ = InetAddress.ofLiteral(proxy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "JAUNT_TRUSTED_PROXIES: %s is no address such as 10.0.0.7 or fd00::7"
                            .formatted(proxy),
                    e);
        }
    }

    /// @throws IllegalArgumentException when the key is none, or half of an OAuth app is there
    static SecuritySettings of(SettingValues values) {
        values.text(Vault.SETTING).ifPresent(Vault::key);
        return new SecuritySettings(
                values.text(Vault.SETTING).orElse(null),
                values.flag("JAUNT_KEYS_CHANGED", false),
                OAuthApp.of(values),
                values.words("JAUNT_TRUSTED_PROXIES").orElse(List.of()));
    }

    /// Tells no secret.
    @Override
    public String toString() {
        return "SecuritySettings[%s, %s]".formatted(gitHubSignIn, proxies);
    }

    /// @param clientId as GitHub shows it (`GITHUB_OAUTH_CLIENT_ID`)
    /// @param clientSecret a secret (`GITHUB_OAUTH_CLIENT_SECRET`)
    public record OAuthApp(String clientId, String clientSecret) {

        private static @Nullable OAuthApp of(SettingValues values) {
            String id = values.text("GITHUB_OAUTH_CLIENT_ID").orElse(null);
            String secret = values.text("GITHUB_OAUTH_CLIENT_SECRET").orElse(null);
            if (id == null && secret == null) {
                return null;
            }
            if (id == null || secret == null) {
                throw new IllegalArgumentException(
                        "GITHUB_OAUTH_CLIENT_ID and GITHUB_OAUTH_CLIENT_SECRET go together: one of them is not set");
            }
            return new OAuthApp(id, secret);
        }

        /// Tells no secret.
        @Override
        public String toString() {
            return "OAuthApp[%s]".formatted(clientId);
        }
    }
}
