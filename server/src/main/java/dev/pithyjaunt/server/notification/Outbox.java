package dev.pithyjaunt.server.notification;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/// The mails as rows. A mail is marked before it is handed to the mail server and after, so that
/// nobody sends it twice, unless a server died in between; then it is sent once more.
@Component
final class Outbox {

    private static final String SELECT =
            """
            select id, execution_id, kind, status, tries, failure, created_at from mail
            """;

    private final Database database;
    private final InstantSource clock;

    Outbox(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @return its id; absent when there is such a mail already
    Optional<String> add(String executionId, Mail.Kind kind) {
        String id = Id.next();
        int added =
                database.write(sql ->
                        sql.sql(
                                        """
                                        insert into mail
                                            (id, execution_id, kind, status, tries, created_at)
                                        values (:id, :executionId, :kind, :status, 0, :now)
                                        on conflict do nothing
                                        """)
                                .param("id", id)
                                .param("executionId", executionId)
                                .param("kind", Row.word(kind))
                                .param("status", Row.word(Mail.Status.WAITING))
                                .param("now", Row.millis(clock.instant()))
                                .update());
        return added == 0 ? Optional.empty() : Optional.of(id);
    }

    Optional<Mail> find(String id) {
        return database.read(sql -> found(sql, id, ""));
    }

    private static Optional<Mail> found(JdbcClient sql, String id, String lock) {
        return sql.sql(SELECT + "where id = :id" + lock)
                .param("id", id)
                .query((set, _) -> mail(new Row(set)))
                .optional();
    }

    Optional<Mail> find(String executionId, Mail.Kind kind) {
        return database.read(sql ->
                sql.sql(SELECT + "where execution_id = :executionId and kind = :kind")
                        .param("executionId", executionId)
                        .param("kind", Row.word(kind))
                        .query((set, _) -> mail(new Row(set)))
                        .optional());
    }

    private static Mail mail(Row row) throws SQLException {
        return new Mail(
                row.text("id"),
                row.text("execution_id"),
                row.constant("kind", Mail.Kind.class),
                row.constant("status", Mail.Status.class),
                (int) row.number("tries"),
                row.textOrNull("failure"),
                row.time("created_at"));
    }

    /// Marks a mail as being sent.
    ///
    /// @return whether it is to be sent: not when it was, or was given up, or is gone
    boolean begin(String id) {
        return database.write(sql -> {
            Optional<Mail> found = found(sql, id, database.forUpdate());
            return found.isPresent()
                    && switch (found.get().status()) {
                        case WAITING -> mark(found.get(), Mail.Status.SENDING, 1, null);
                        case SENDING -> mark(found.get(), Mail.Status.SENDING_AGAIN, 1, null);
                        case SENDING_AGAIN -> {
                            giveUp(
                                    found.get(),
                                    "servers stopped twice while they sent it: it may have arrived");
                            yield false;
                        }
                        case SENT, GIVEN_UP -> false;
                    };
        });
    }

    void sent(Mail mail) {
        mark(mail, Mail.Status.SENT, 0, null);
    }

    /// It was refused, and is to be tried again.
    void putBack(Mail mail, String reason) {
        mark(mail, Mail.Status.WAITING, 0, reason);
    }

    void giveUp(Mail mail, String reason) {
        mark(mail, Mail.Status.GIVEN_UP, 0, reason);
    }

    private boolean mark(Mail mail, Mail.Status status, int tries, @Nullable String failure) {
        boolean isEnd = status == Mail.Status.SENT || status == Mail.Status.GIVEN_UP;
        return database.write(sql ->
                sql.sql(
                                """
                                update mail set status = :status, tries = tries + :tries,
                                    failure = coalesce(:failure, failure),
                                    ended_at = :endedAt
                                where id = :id
                                """)
                        .param("status", Row.word(status))
                        .param("tries", tries)
                        .param("failure", failure)
                        .param("endedAt", isEnd ? Row.millis(clock.instant()) : null)
                        .param("id", mail.id())
                        .update())
                == 1;
    }
}
