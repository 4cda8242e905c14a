package dev.pithyjaunt.server.notification;

/// The mail server did not take a mail. The message is what it said, with the code of its reply.
final class SmtpException extends RuntimeException {

    private final boolean isPermanent;

    SmtpException(String message, boolean isPermanent, Throwable cause) {
        super(message, cause);
        this.isPermanent = isPermanent;
    }

    /// Whether it would be refused again: a 5xx reply to the mail, its sender or its recipient.
    boolean isPermanent() {
        return isPermanent;
    }
}
