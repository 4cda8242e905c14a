package dev.pithyjaunt.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.execution.Execution;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.Future;

class OutboxIT extends StoreContract {

    private Outbox outbox;
    private Execution execution;

    @BeforeEach
    void build() {
        outbox = new Outbox(database, clock);
        execution = execution(task(member("jo")));
    }

    private Mail add() {
        return outbox.find(outbox.add(execution.id(), Mail.Kind.ENDED).orElseThrow()).orElseThrow();
    }

    private Mail now(Mail mail) {
        return outbox.find(mail.id()).orElseThrow();
    }

    @Test
    void thereIsOneOfAKindForAnExecutionWhoeverAddsIt() throws Exception {
        long added =
                together(4, () -> outbox.add(execution.id(), Mail.Kind.ENDED)).stream()
                        .map(Future::resultNow)
                        .filter(id -> id.isPresent())
                        .count();

        assertThat(added).isEqualTo(1);
        assertThat(outbox.add(execution.id(), Mail.Kind.CORRECTED)).isPresent();
        assertThat(outbox.find(execution.id(), Mail.Kind.ENDED))
                .hasValueSatisfying(mail ->
                        assertThat(mail)
                                .isEqualTo(
                                        new Mail(
                                                mail.id(),
                                                execution.id(),
                                                Mail.Kind.ENDED,
                                                Mail.Status.WAITING,
                                                0,
                                                null,
                                                NOW)));
    }

    @Test
    void mailThatWasSentIsNotBegunAgain() {
        Mail mail = add();
        assertThat(outbox.begin(mail.id())).isTrue();
        outbox.sent(mail);

        assertThat(outbox.begin(mail.id())).isFalse();
        assertThat(now(mail).status()).isEqualTo(Mail.Status.SENT);
    }

    @Test
    void mailThatServersDiedOverIsSentOnceMoreAndThenNoMore() {
        Mail mail = add();

        assertThat(outbox.begin(mail.id())).isTrue();
        assertThat(outbox.begin(mail.id())).isTrue();
        assertThat(outbox.begin(mail.id())).isFalse();

        assertThat(now(mail).status()).isEqualTo(Mail.Status.GIVEN_UP);
        assertThat(now(mail).failure())
                .isEqualTo("servers stopped twice while they sent it: it may have arrived");
    }

    @Test
    void whatWasRefusedWaitsWithItsReason() {
        Mail mail = add();
        outbox.begin(mail.id());

        outbox.putBack(mail, "450 busy");

        assertThat(now(mail).status()).isEqualTo(Mail.Status.WAITING);
        assertThat(now(mail).tries()).isEqualTo(1);
        assertThat(now(mail).failure()).isEqualTo("450 busy");
    }
}
