package dev.pithyjaunt.server.platform;

import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.rest.GitHubAddress;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The GitHub that repositories are at, and with what it is asked.
///
/// @param url as people open it (`GITHUB_SERVER_URL`)
/// @param token a secret (`GITHUB_TOKEN`); absent when there is an app, or nothing
/// @param app in place of a token (`GITHUB_APP_ID` and its key)
/// @param dispatch how an execution is handed to a workflow (`JAUNT_GITHUB_DISPATCH`)
/// @param hookSecret with which GitHub signs its own webhooks (`GITHUB_APP_WEBHOOK_SECRET`);
///   absent: none are taken
public record GitHubSettings(
        String url,
        @Nullable String token,
        @Nullable App app,
        Dispatch dispatch,
        @Nullable String hookSecret) {

    private static final int MIN_SECRET = 16;

    /// How GitHub is asked to run the workflow.
    public enum Dispatch {
        /// `repository_dispatch`: needs Contents: write; the run is found by its name.
        REPOSITORY,
        /// `workflow_dispatch`: needs Actions: write; GitHub answers with the run's number.
        WORKFLOW
    }

    /// @param id or client id
    /// @param privateKey a secret, as GitHub hands it out
    public record App(String id, String privateKey) {

        @Override
        public String toString() {
            return "App[%s]".formatted(id);
        }
    }

    /// @throws IllegalArgumentException when the address, or the key of an app, is not one
    static GitHubSettings of(SettingValues values) {
        GitHubSettings settings = read(values);
        try {
            GitHubAddress _ = GitHubAddress.of(settings.url());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("GITHUB_SERVER_URL: " + e.getMessage(), e);
        }
        settings.requireCredential();
        return settings;
    }

    private void requireCredential() {
        try {
            Optional<Credential> _ = credential(Map.of());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: %s"
                            .formatted(
                                    app == null ? "GITHUB_TOKEN" : "GITHUB_APP_PRIVATE_KEY",
                                    e.getMessage()),
                    e);
        }
    }

    /// With what GitHub is asked; the app where both are set.
    ///
    /// @param permissions to which an app's tokens are narrowed
    public Optional<Credential> credential(Map<String, String> permissions) {
        return app == null
                ? Optional.ofNullable(token).map(Credential.Token::new)
                : Optional.of(Credential.App.of(app.id(), app.privateKey(), permissions));
    }

    private static GitHubSettings read(SettingValues values) {
        Optional<String> id = values.text("GITHUB_APP_ID");
        return new GitHubSettings(
                values.text("GITHUB_SERVER_URL").orElse("https://github.com"),
                values.text("GITHUB_TOKEN").orElse(null),
                id.map(found -> new App(found, privateKey(values))).orElse(null),
                values.oneOf("JAUNT_GITHUB_DISPATCH", Dispatch.class, Dispatch.REPOSITORY),
                hookSecret(values));
    }

    /// GitHub may know one of the two secrets; with the other, runners' secrets are made.
    private static @Nullable String hookSecret(SettingValues values) {
        Optional<String> secret = values.text("GITHUB_APP_WEBHOOK_SECRET");
        if (secret.isPresent() && secret.equals(values.text("GITHUB_WEBHOOK_SECRET"))) {
            throw new IllegalArgumentException(
                    "GITHUB_APP_WEBHOOK_SECRET: expected another secret than that of GITHUB_WEBHOOK_SECRET");
        }
        if (secret.isPresent() && secret.get().length() < MIN_SECRET) {
            throw new IllegalArgumentException(
                    "GITHUB_APP_WEBHOOK_SECRET: expected at least %d characters, such as of 'openssl rand -hex 32'"
                            .formatted(MIN_SECRET));
        }
        return secret.orElse(null);
    }

    /// The text itself, with `\\n` for line ends where an environment can't hold them, or a file.
    private static String privateKey(SettingValues values) {
        Optional<String> text = values.text("GITHUB_APP_PRIVATE_KEY");
        if (text.isPresent()) {
            return text.get().replace("\\n", "\n");
        }
        Path file =
                values.path("GITHUB_APP_PRIVATE_KEY_FILE")
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "GITHUB_APP_ID needs GITHUB_APP_PRIVATE_KEY or GITHUB_APP_PRIVATE_KEY_FILE"));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "GITHUB_APP_PRIVATE_KEY_FILE: %s can't be read".formatted(file), e);
        }
    }

    /// Whether GitHub's API can be asked.
    public boolean isConfigured() {
        return token != null || app != null;
    }

    /// Tells no secret.
    @Override
    public String toString() {
        return "GitHubSettings[%s, %s]"
                .formatted(url, app != null ? "app" : token != null ? "token" : "nothing");
    }
}
