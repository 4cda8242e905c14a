package dev.pithyjaunt.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.task.Task;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/// From the end of an execution to the mail, with all that is between.
@ParameterizedClass(name = "{0}")
@EnumSource
@Timeout(120)
class MailIT {

    private static final Execution.Ending READY = new Execution.Ending(Outcome.READY, null, null);
    private static final Execution.Ending LOST =
            Execution.Ending.failed(ExecutionError.Category.LOST, "not heard of for 5 minutes");
    private static final Execution.Ending CANCELLED =
            Execution.Ending.failed(ExecutionError.Category.CANCELLED, "it was cancelled");

    @Parameter DatabaseKind kind = DatabaseKind.SQLITE;
    @TempDir Path folder = Path.of(".");

    @Test
    void ownerIsToldOnceOfEachEndThatNobodyChose() throws Exception {
        GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mailServer.start();
        Map<String, String> settings =
                Map.of(
                        "SMTP_HOST", "127.0.0.1",
                        "SMTP_PORT", String.valueOf(mailServer.getSmtp().getPort()),
                        "SMTP_TLS", "none",
                        "SMTP_FROM", "jaunt@example.org");
        try (TestServer server = new TestServer(kind, folder, settings)) {
            TestServer.Person silent = server.member();
            TestServer.Person jo = server.member();
            server.bean(Database.class)
                    .write(sql ->
                            sql.sql("update account set email = 'jo@example.org' where id = :id")
                                    .param("id", jo.account().id())
                                    .update());
            Executions ends = server.bean(Executions.class);

            ends.end(begin(server, silent).id(), READY);
            ends.end(begin(server, jo).id(), CANCELLED);
            ends.end(begin(server, jo).id(), READY);
            Execution lost = ends.end(begin(server, jo).id(), LOST);
            assertThat(mailServer.waitForIncomingEmail(30_000, 2)).isTrue();
            // By now the mail of the lost one is no longer waiting, or tells the other end.
            ends.correct(lost.id(), READY, Execution.Result.NONE);
            assertThat(mailServer.waitForIncomingEmail(30_000, 3)).isTrue();

            assertThat(
                            Arrays.stream(mailServer.getReceivedMessages())
                                    .map(MailIT::subject)
                                    .toList())
                    .containsExactlyInAnyOrder(
                            "Pithy Jaunt: Add a door: completed",
                            "Pithy Jaunt: Add a door: failed",
                            "Pithy Jaunt: Add a door: completed (corrected)");
            long rows =
                    server.bean(Database.class)
                            .read(sql ->
                                    sql.sql("select count(*) from mail")
                                            .query(Long.class)
                                            .single());
            assertThat(rows).isEqualTo(3);
        } finally {
            mailServer.stop();
        }
    }

    private static Execution begin(TestServer server, TestServer.Person owner) {
        Task task = server.task(owner, server.repository(owner));
        return server.execution(owner, task, null);
    }

    private static String subject(MimeMessage message) {
        try {
            return Objects.requireNonNull(message.getSubject());
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
