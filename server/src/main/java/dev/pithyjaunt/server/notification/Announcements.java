package dev.pithyjaunt.server.notification;

import com.github.kagkarlsson.scheduler.task.TaskInstance;

import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionCorrected;
import dev.pithyjaunt.server.execution.ExecutionEnded;
import dev.pithyjaunt.server.platform.BackgroundWork;
import dev.pithyjaunt.server.platform.Settings;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.InstantSource;

/// Writes, in the transaction that ends an execution, that its owner is to be told. Not of one that
/// was cancelled: who did that knows. Without a mail server, or an address, nothing is written.
@Component
final class Announcements {

    private final Settings settings;
    private final AccountStore accounts;
    private final Outbox outbox;
    private final BackgroundWork work;
    private final InstantSource clock;

    Announcements(
            Settings settings,
            AccountStore accounts,
            Outbox outbox,
            BackgroundWork work,
            InstantSource clock) {
        this.settings = settings;
        this.accounts = accounts;
        this.outbox = outbox;
        this.work = work;
        this.clock = clock;
    }

    @EventListener
    void ended(ExecutionEnded event) {
        announce(event.execution(), Mail.Kind.ENDED);
    }

    @EventListener
    void corrected(ExecutionCorrected event) {
        // What waits is written when it is sent, and tells the end that counts then.
        boolean isYetToBeTold =
                outbox.find(event.execution().id(), Mail.Kind.ENDED)
                        .filter(mail -> mail.status() == Mail.Status.WAITING)
                        .isPresent();
        if (!isYetToBeTold) {
            announce(event.execution(), Mail.Kind.CORRECTED);
        }
    }

    private void announce(Execution execution, Mail.Kind kind) {
        Execution.Ending ending = execution.ending();
        if (settings.mail() == null
                || ending == null
                || ending.outcome() == Outcome.CANCELLED
                || accounts.find(execution.ownerId()).filter(Announcements::isReached).isEmpty()) {
            return;
        }
        outbox.add(execution.id(), kind)
                .ifPresent(
                        id -> work.schedule(new TaskInstance<>(Postman.TASK, id), clock.instant()));
    }

    private static boolean isReached(Account account) {
        return account.enabled() && account.email() != null;
    }
}
