package dev.pithyjaunt.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.platform.Wording;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class PostmanIT extends StoreContract {

    private static final ServerSetup ANY_PORT = new ServerSetup(0, "127.0.0.1", "smtp");

    private GreenMail mailServer;
    private Outbox outbox;
    private Account jo;

    @BeforeEach
    void start() {
        mailServer = new GreenMail(ANY_PORT);
        mailServer.start();
        outbox = new Outbox(database, clock);
        jo =
                new AccountStore(database)
                        .add(
                                new Account(
                                        Id.next(),
                                        "jo",
                                        Account.Role.USER,
                                        true,
                                        "jo@example.org",
                                        null,
                                        NOW));
    }

    @AfterEach
    void stop() {
        mailServer.stop();
    }

    private int port() {
        return mailServer.getSmtp().getPort();
    }

    private Postman postman(int port) {
        Settings settings =
                Settings.of(
                        Map.of(
                                "SMTP_HOST", "127.0.0.1",
                                "SMTP_PORT", String.valueOf(port),
                                "SMTP_TLS", "none",
                                "SMTP_FROM", "Pithy Jaunt <jaunt@example.org>",
                                "APP_URL", "https://jaunt.example.org"));
        LetterWriter writer =
                new LetterWriter(
                        new TaskStore(database),
                        new ExecutionStore(database),
                        spending(Map.of()),
                        new ServerAddress(settings),
                        new Wording(clock));
        return new Postman(settings, new AccountStore(database), outbox, writer, clock);
    }

    private Execution ended(String title, Execution.Ending ending, Execution.Result result) {
        Task task =
                new TaskStore(database)
                        .add(
                                Task.create(
                                        jo.id(),
                                        repository(jo).id(),
                                        title,
                                        new TaskText("Add a door"),
                                        NOW));
        return new ExecutionStore(database)
                .change(
                        execution(task).id(),
                        found ->
                                found.dispatched(new Execution.Base(null, null), NOW)
                                        .published(result)
                                        .ended(ending, NOW));
    }

    private Execution ended(String title, Execution.Ending ending) {
        return ended(title, ending, Execution.Result.NONE);
    }

    private Mail add(Execution execution) {
        return outbox.find(outbox.add(execution.id(), Mail.Kind.ENDED).orElseThrow()).orElseThrow();
    }

    private Mail now(Mail mail) {
        return outbox.find(mail.id()).orElseThrow();
    }

    private MimeMessage received() {
        assertThat(mailServer.getReceivedMessages()).hasSize(1);
        return mailServer.getReceivedMessages()[0];
    }

    private static String part(MimeMessage message, int number) throws Exception {
        MimeMultipart parts = (MimeMultipart) message.getContent();
        return String.valueOf(parts.getBodyPart(number).getContent()).replace("\r\n", "\n");
    }

    @Test
    void mailSaysHowItEndedAndWhy() throws Exception {
        Execution execution =
                ended(
                        "Add a door",
                        new Execution.Ending(
                                Outcome.NEEDS_REVIEW,
                                new ExecutionError(
                                        ExecutionError.Category.CHECKS_FAILED, "make test fails"),
                                null),
                        new Execution.Result(
                                "pj/1", "abc", "https://github.com/o/n/pull/7", 7L, null));
        Mail mail = add(execution);

        assertThat(postman(port()).send(mail.id())).isEmpty();

        MimeMessage message = received();
        assertThat(message.getSubject()).isEqualTo("Pithy Jaunt: Add a door: needs review");
        assertThat(message.getHeader("To")).containsExactly("jo@example.org");
        assertThat(message.getHeader("From")).containsExactly("Pithy Jaunt <jaunt@example.org>");
        assertThat(message.getHeader("Message-ID"))
                .containsExactly("<%s.ended@jaunt.example.org>".formatted(execution.id()));
        assertThat(message.getHeader("References"))
                .containsExactly("<%s@jaunt.example.org>".formatted(execution.taskId()));
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("List-Id"))
                .containsExactly("Pithy Jaunt <tasks.jaunt.example.org>");
        assertThat(part(message, 0))
                .isEqualTo(
                        """
                        Add a door: needs review

                        Why: make test fails (checks failed)
                        Pull request: https://github.com/o/n/pull/7
                        Cost: unknown
                        Task: https://jaunt.example.org/task/%s

                        --\s
                        You get this as the owner of the task. Without an address in your account you get none.
                        """
                                .formatted(execution.taskId()));
        assertThat(part(message, 1))
                .contains(
                        "<a href=\"https://github.com/o/n/pull/7\">https://github.com/o/n/pull/7</a>");
        assertThat(now(mail).status()).isEqualTo(Mail.Status.SENT);
    }

    @Test
    void whatIsSentIsNotSentAgain() {
        Mail mail = add(ended("Add a door", new Execution.Ending(Outcome.READY, null, null)));
        Postman postman = postman(port());

        assertThat(postman.send(mail.id())).isEmpty();
        assertThat(postman.send(mail.id())).isEmpty();

        assertThat(mailServer.getReceivedMessages()).hasSize(1);
    }

    @Test
    void textOfOthersStaysTextAndOutOfTheHeaders() throws Exception {
        Mail mail =
                add(
                        ended(
                                "Évil\r\nBcc: eve@example.org\u2028\u202Ex <b>",
                                new Execution.Ending(
                                        Outcome.NEEDS_CLARIFICATION,
                                        null,
                                        "<script>a()</script> \"&\"\n.\nWhich?")));

        postman(port()).send(mail.id());

        MimeMessage message = received();
        assertThat(message.getSubject())
                .isEqualTo(
                        "Pithy Jaunt: Évil<U+000D> Bcc: eve@example.org <U+202E>x <b>: needs clarification");
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(GreenMailUtil.getHeaders(message)).doesNotContain("\nBcc");
        assertThat(part(message, 0))
                .contains("The model asks:\n<script>a()</script> \"&\"\n.\nWhich?\n");
        assertThat(part(message, 1))
                .contains("&lt;script&gt;a()&lt;/script&gt; &quot;&amp;&quot;\n.\nWhich?")
                .doesNotContain("<script>");
    }

    @Test
    void mailServerThatWasAwayGetsItLater() {
        Mail mail = add(ended("Add a door", new Execution.Ending(Outcome.READY, null, null)));
        Postman postman = postman(port());
        ServerSetup samePort = new ServerSetup(port(), "127.0.0.1", "smtp");
        mailServer.stop();

        assertThat(postman.send(mail.id())).contains(NOW.plus(Duration.ofMinutes(1)));
        pass(Duration.ofMinutes(1));
        assertThat(postman.send(mail.id())).contains(NOW.plus(Duration.ofMinutes(3)));
        assertThat(now(mail).status()).isEqualTo(Mail.Status.WAITING);
        assertThat(now(mail).failure()).startsWith("Couldn't connect to host");

        mailServer = new GreenMail(samePort);
        mailServer.start();
        assertThat(postman.send(mail.id())).isEmpty();
        assertThat(mailServer.getReceivedMessages()).hasSize(1);
        assertThat(now(mail).status()).isEqualTo(Mail.Status.SENT);
    }

    @Test
    void afterADayItIsGivenUp() {
        Mail mail = add(ended("Add a door", new Execution.Ending(Outcome.READY, null, null)));
        Postman postman = postman(port());
        mailServer.stop();
        pass(Duration.ofHours(24));

        assertThat(postman.send(mail.id())).isEmpty();

        assertThat(now(mail).status()).isEqualTo(Mail.Status.GIVEN_UP);
    }

    @Test
    void recipientWhoIsRefusedForGoodIsGivenUpAtOnceAndOneForNowIsNot() throws Exception {
        Execution.Ending ready = new Execution.Ending(Outcome.READY, null, null);
        Mail refused = add(ended("Add a door", ready));
        try (ScriptedSmtp server = new ScriptedSmtp("550 5.1.1 no such user")) {
            assertThat(postman(server.port()).send(refused.id())).isEmpty();
        }
        Mail postponed = add(ended("Add a door", ready));
        try (ScriptedSmtp server = new ScriptedSmtp("451 4.3.0 come back later")) {
            assertThat(postman(server.port()).send(postponed.id())).isPresent();
        }

        assertThat(now(refused).status()).isEqualTo(Mail.Status.GIVEN_UP);
        assertThat(now(refused).failure()).isEqualTo("550 5.1.1 no such user");
        assertThat(now(postponed).status()).isEqualTo(Mail.Status.WAITING);
        assertThat(now(postponed).failure()).isEqualTo("451 4.3.0 come back later");
    }
}
