package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;

/// A database that is away is no fault of the program: it is told so that people try again.
class UnavailabilityIT {

    private static final Dialect POSTGRES = new PostgresDialect("", null, null);

    @TempDir private static Path folder = Path.of(".");

    @Test
    void connectionThatBreaksUnderAStatementIsUnavailability() {
        DataAccessException broken =
                new DataAccessResourceFailureException(
                        "select",
                        new PSQLException(
                                "An I/O error occurred while sending to the backend.",
                                PSQLState.CONNECTION_FAILURE,
                                new EOFException()));
        TransactionSystemException rollback =
                new TransactionSystemException(
                        "JDBC rollback failed", new SQLException("Connection is closed"));
        rollback.initApplicationException(broken);

        assertThat(Database.isUnavailable(broken, POSTGRES)).isTrue();
        assertThat(Database.isUnavailable(rollback, POSTGRES)).isTrue();
        assertThat(
                        Database.isUnavailable(
                                new DataAccessResourceFailureException(
                                        "insert",
                                        new PSQLException("no", PSQLState.UNIQUE_VIOLATION)),
                                POSTGRES))
                .isFalse();
    }

    @Test
    void commitThatIsRefusedIsToldAsWhatItWasAndNotAsItsRollback() {
        try (Database database = DatabaseKind.SQLITE.open(folder)) {
            assertThatThrownBy(() ->
                            database.write(sql -> {
                                sql.sql("pragma defer_foreign_keys = on").update();
                                return sql.sql(
                                                """
                                                insert into execution_file
                                                    (execution_id, kind, content, stored_at)
                                                values ('none', 'patch', 'x', 0)
                                                """)
                                        .update();
                            }))
                    .rootCause()
                    .hasMessageContaining("FOREIGN KEY");
            assertThat(
                            database.<Long>write(sql ->
                                    sql.sql("select count(*) from execution_file")
                                            .query(Long.class)
                                            .single()))
                    .isZero();
        }
    }

    @Test
    void whoCanNotEvenBeLookedUpIsToldToTryAgain() throws IOException, InterruptedException {
        try (TestServer server = new TestServer(DatabaseKind.SQLITE, folder.resolve("server"));
                HttpClient http = HttpClient.newHttpClient()) {
            String token = server.member().token();
            server.bean(Database.class).close();

            HttpResponse<String> program = get(http, server.address().resolve("/api/task"), token);
            assertThat(program.statusCode()).isEqualTo(503);
            assertThat(program.headers().firstValue("content-type"))
                    .contains("application/problem+json");
            assertThat(program.headers().firstValue("retry-after")).contains("1");
            assertThat(program.body()).contains("urn:pithy-jaunt:storage-unavailable");

            HttpResponse<String> page = get(http, server.address().resolve("/"), token);
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .isEqualTo("The database is not available just now: try again.\n");
        }
    }

    private static HttpResponse<String> get(HttpClient http, URI address, String token)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString());
    }
}
