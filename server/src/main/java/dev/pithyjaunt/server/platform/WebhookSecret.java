package dev.pithyjaunt.server.platform;

/// The master from which each repository's event secret is derived. It is never put into a
/// repository.
///
/// @param text as `GITHUB_WEBHOOK_SECRET` gives it, or generated
public record WebhookSecret(String text) {

    static WebhookSecret of(Settings settings) {
        String given = settings.webhookSecret();
        return new WebhookSecret(
                given == null
                        ? new DataDirectory(settings.dataDirectory()).webhookSecret()
                        : given);
    }

    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
