package dev.pithyjaunt.server.notification;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.platform.MailSettings;
import dev.pithyjaunt.server.platform.Settings;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Hands mails to the mail server: each as often as it takes within a day, with longer and longer
/// pauses, and no more once it was taken or refused for good.
@Component
final class Postman {

    /// The kind of background work; its instances have the ids of mails.
    static final String TASK = "mail";

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(2);

    private final Settings settings;
    private final AccountStore accounts;
    private final Outbox outbox;
    private final LetterWriter writer;
    private final InstantSource clock;

    Postman(
            Settings settings,
            AccountStore accounts,
            Outbox outbox,
            LetterWriter writer,
            InstantSource clock) {
        this.settings = settings;
        this.accounts = accounts;
        this.outbox = outbox;
        this.writer = writer;
        this.clock = clock;
    }

    CompletionHandler<Void> deliver(String id) {
        @Nullable Instant next = send(id).orElse(null);
        return next == null
                ? new CompletionHandler.OnCompleteRemove<>()
                : (done, rows) -> rows.reschedule(done, next);
    }

    /// @return when to try again; absent: never
    Optional<Instant> send(String id) {
        return outbox.find(id).flatMap(this::send);
    }

    private Optional<Instant> send(Mail mail) {
        Optional<Letter> letter = writer.write(mail);
        @Nullable String address =
                letter.flatMap(found -> accounts.find(found.ownerId()))
                        .map(Account::email)
                        .orElse(null);
        MailSettings server = settings.mail();
        // Whatever may fail by itself has been done: a mail is not marked for that.
        if (letter.isEmpty() || !outbox.begin(mail.id())) {
            return Optional.empty();
        }
        if (address == null || server == null) {
            return givenUp(mail, address == null ? "its owner has no address" : "no SMTP_HOST");
        }
        try {
            new SmtpServer(server).send(letter.get(), address, clock.instant());
        } catch (SmtpException e) {
            return failed(mail, e);
        }
        outbox.sent(mail);
        LOG.atInfo()
                .addKeyValue("mail", mail.id())
                .addKeyValue("execution", mail.executionId())
                .log("sent");
        return Optional.empty();
    }

    private Optional<Instant> failed(Mail mail, SmtpException e) {
        Instant next = clock.instant().plus(pauseAfter(mail.tries()));
        if (e.isPermanent() || next.isAfter(mail.createdAt().plus(PATIENCE))) {
            return givenUp(mail, String.valueOf(e.getMessage()));
        }
        outbox.putBack(mail, String.valueOf(e.getMessage()));
        LOG.atWarn()
                .addKeyValue("mail", mail.id())
                .addKeyValue("execution", mail.executionId())
                .addKeyValue("reason", e.getMessage())
                .addKeyValue("next", next)
                .log("not sent, to be tried again");
        return Optional.of(next);
    }

    private Optional<Instant> givenUp(Mail mail, String reason) {
        outbox.giveUp(mail, reason);
        LOG.atWarn()
                .addKeyValue("mail", mail.id())
                .addKeyValue("execution", mail.executionId())
                .addKeyValue("reason", reason)
                .log("not sent, given up");
        return Optional.empty();
    }

    /// @param tries before this one
    static Duration pauseAfter(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
