package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;

/// The master from which each repository's event secret is derived. It is never put into a
/// repository.
///
/// @param text as `GITHUB_WEBHOOK_SECRET` gives it, or generated
/// @param previous the one before, while runs may still sign with what was derived from it
public record WebhookSecret(String text, @Nullable String previous) {

    static WebhookSecret of(Settings settings) {
        String given = settings.webhookSecret();
        return new WebhookSecret(
                given == null ? new DataDirectory(settings.dataDirectory()).webhookSecret() : given,
                settings.webhookSecretPrevious());
    }

    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
