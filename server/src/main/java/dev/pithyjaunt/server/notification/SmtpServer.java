package dev.pithyjaunt.server.notification;

import dev.pithyjaunt.server.platform.MailSettings;
import dev.pithyjaunt.server.platform.MailSettings.Tls;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/// The mail server of the settings, and letters in the form that it takes.
record SmtpServer(MailSettings settings) {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /// @throws SmtpException when it was not taken; after an answer that was lost it may have been
    void send(Letter letter, String recipient, Instant now) {
        Session session = Session.getInstance(properties(letter.host()));
        try {
            InternetAddress to = new InternetAddress(recipient, true);
            MimeMessage message = message(session, letter, now);
            message.setRecipient(Message.RecipientType.TO, to);
            message.saveChanges();
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect(
                        settings.host(), settings.port(), settings.user(), settings.password());
                transport.sendMessage(message, new Address[] {to});
            }
        } catch (AddressException e) {
            throw new SmtpException("its owner's address is not one", true, e);
        } catch (MessagingException e) {
            throw refusal(e);
        }
    }

    private Properties properties(String ownHost) {
        Properties values = new Properties();
        values.setProperty("mail.smtp.connectiontimeout", millis(CONNECT));
        values.setProperty("mail.smtp.timeout", millis(SILENCE));
        values.setProperty("mail.smtp.writetimeout", millis(SILENCE));
        values.setProperty("mail.smtp.auth", String.valueOf(settings.user() != null));
        // Otherwise the name service is asked, which may take long.
        values.setProperty("mail.smtp.localhost", ownHost);
        values.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        boolean startsTls = settings.tls() == Tls.STARTTLS;
        values.setProperty("mail.smtp.starttls.enable", String.valueOf(startsTls));
        values.setProperty("mail.smtp.starttls.required", String.valueOf(startsTls));
        values.setProperty("mail.smtp.ssl.enable", String.valueOf(settings.tls() == Tls.TLS));
        return values;
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }

    private MimeMessage message(Session session, Letter letter, Instant now)
            throws MessagingException {
        MimeMessage message = new NamedMessage(session, letter.messageId());
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setSubject(letter.subject(), "UTF-8");
        message.setSentDate(Date.from(now));
        for (var header : letter.headers().entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), "UTF-8", "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        return message;
    }

    /// A message that keeps the id it was given, where others make one up each time.
    private static final class NamedMessage extends MimeMessage {

        private final String messageId;

        NamedMessage(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }

    private static SmtpException refusal(MessagingException failure) {
        MessagingException told = failure;
        int code = 0;
        // What the mail server said of the recipient stands at the end.
        for (@Nullable Exception next = failure;
                next instanceof MessagingException one;
                next = one.getNextException()) {
            int found = code(one);
            if (found > 0) {
                code = found;
                told = one;
            }
        }
        String message = String.valueOf(told.getMessage()).replaceAll("\\s+", " ").strip();
        return new SmtpException(message, code >= 500, failure);
    }

    private static int code(MessagingException e) {
        return switch (e) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> 0;
        };
    }
}
