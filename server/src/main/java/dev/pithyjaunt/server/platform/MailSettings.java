package dev.pithyjaunt.server.platform;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// The mail server that mails are handed to.
///
/// @param host `SMTP_HOST`
/// @param port `SMTP_PORT`
/// @param user absent: the mail server asks for none (`SMTP_USER`)
/// @param password a secret (`SMTP_PASSWORD`); there with a user, and only then
/// @param tls `SMTP_TLS`
/// @param from an address, with a name or without (`SMTP_FROM`)
public record MailSettings(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        Tls tls,
        String from) {

    /// How the connection is encrypted.
    public enum Tls {
        /// Begun in the clear, and given up unless the mail server offers `STARTTLS`.
        STARTTLS,
        /// From the first byte.
        TLS,
        /// Not at all.
        NONE
    }

    /// Absent without `SMTP_HOST`: then nothing is mailed.
    ///
    /// @throws IllegalArgumentException when they do not go together, or `SMTP_FROM` is no address
    static Optional<MailSettings> of(SettingValues values) {
        return values.text("SMTP_HOST").map(host -> of(host, values));
    }

    private static MailSettings of(String host, SettingValues values) {
        Optional<String> user = values.text("SMTP_USER");
        Optional<String> password = values.text("SMTP_PASSWORD");
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException("SMTP_USER and SMTP_PASSWORD need one another");
        }
        return new MailSettings(
                host,
                values.number("SMTP_PORT", 1, 65_535, 587),
                user.orElse(null),
                password.orElse(null),
                values.oneOf("SMTP_TLS", Tls.class, Tls.STARTTLS),
                values.text("SMTP_FROM")
                        .map(MailSettings::address)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "SMTP_HOST needs SMTP_FROM, such as Pithy Jaunt <jaunt@example.org>")));
    }

    private static String address(String text) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(text, true);
            if (addresses.length == 1 && addresses[0].getAddress().contains("@")) {
                addresses[0].validate();
                return text;
            }
        } catch (AddressException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "SMTP_FROM \"%s\": expected an address such as Pithy Jaunt <jaunt@example.org>"
                        .formatted(text));
    }

    /// Tells no secret.
    @Override
    public String toString() {
        return "MailSettings[%s:%d, %s]".formatted(host, port, tls);
    }
}
