package dev.pithyjaunt.github.credential;

import java.security.interfaces.RSAPrivateKey;
import java.util.Map;

/// With what GitHub is asked.
public sealed interface Credential {

    /// A token as it is: a personal one of either kind, that of a workflow, or of an installation.
    ///
    /// @param value a secret
    record Token(String value) implements Credential {

        public Token {
            value = value.strip();
            if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException(
                        "a token of GitHub is one word of plain letters, digits and signs");
            }
        }

        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    /// A GitHub App, which gets tokens of its installations: one for each repository, good for
    /// nothing else.
    ///
    /// @param issuer the app's client id, or its id
    /// @param key a secret
    /// @param permissions to which its tokens are narrowed, such as `actions` to `write`; empty for
    ///   all that the installation has
    record App(String issuer, RSAPrivateKey key, Map<String, String> permissions)
            implements Credential {

        public App {
            permissions = Map.copyOf(permissions);
            if (issuer.isBlank()) {
                throw new IllegalArgumentException("a GitHub App needs its client id or its id");
            }
        }

        /// @param pem the private key as GitHub hands it out, or in PKCS#8
        /// @throws IllegalArgumentException when it is no such key; it is not shown
        public static App of(String issuer, String pem, Map<String, String> permissions) {
            return new App(issuer.strip(), PrivateKeyPem.read(pem), permissions);
        }

        @Override
        public String toString() {
            return "App[issuer=%s, key=***, permissions=%s]".formatted(issuer, permissions);
        }
    }
}
