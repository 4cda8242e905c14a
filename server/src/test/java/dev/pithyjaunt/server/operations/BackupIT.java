package dev.pithyjaunt.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestRunner;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.platform.DataDirectory;
import dev.pithyjaunt.server.platform.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(120)
class BackupIT {

    @TempDir Path folder = Path.of(".");

    private Path data() {
        return folder.resolve("data");
    }

    private Settings settings() {
        return Settings.of(Map.of("JAUNT_DATA_DIR", data().toString()));
    }

    private Backup backup(String... words) {
        return Backup.of(List.of(words), Instant.parse("2026-11-22T12:00:00Z"));
    }

    @Test
    void whatWasAcknowledgedBeforeABackupBeganIsInIt() throws Exception {
        Path copy = folder.resolve("copy");
        String secret;
        String executionId;
        int acknowledged;
        try (TestServer server = new TestServer(DatabaseKind.SQLITE, data())) {
            secret = new DataDirectory(data()).webhookSecret();
            TestServer.Person jo = server.member();
            Secret signing = Secret.random();
            Execution execution =
                    server.execution(jo, server.task(jo, server.repository(jo)), signing.text());
            executionId = execution.id();
            TestRunner runner = TestRunner.of(server, execution, signing);
            AtomicInteger sent = new AtomicInteger();
            AtomicBoolean isWanted = new AtomicBoolean(true);
            Thread writer = Thread.ofVirtual().start(() -> send(runner, sent, isWanted));
            while (sent.get() < 20) {
                Thread.onSpinWait();
            }

            acknowledged = sent.get();
            backup(copy.toString()).make(settings());

            isWanted.set(false);
            writer.join();
            assertThat(sent.get()).isGreaterThanOrEqualTo(acknowledged);
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rwx------");
        try (var files = Files.list(copy)) {
            assertThat(files)
                    .allSatisfy(file ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(file)))
                                    .isEqualTo("rw-------"));
        }
        assertThat(new DataDirectory(copy).webhookSecret()).isEqualTo(secret);
        assertThat(folder.resolve("copy.part")).doesNotExist();
        try (TestServer restored = new TestServer(DatabaseKind.SQLITE, copy)) {
            assertThat(restored.bean(LogStore.class).page(executionId, 0, 10_000))
                    .hasSizeGreaterThanOrEqualTo(acknowledged);
        }
    }

    private static void send(TestRunner runner, AtomicInteger sent, AtomicBoolean isWanted) {
        while (isWanted.get()) {
            int status = runner.send(runner.lines(sent.get() + 1L, "a line")).status();
            if (status != 200) {
                return;
            }
            sent.incrementAndGet();
        }
    }

    @Test
    void backupThatIsThereIsReplacedOnlyWhenAsked() throws Exception {
        DatabaseKind.SQLITE.open(data()).close();
        Path copy = folder.resolve("copy");
        backup(copy.toString()).make(settings());
        Files.writeString(copy.resolve("from-before"), "");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> backup(copy.toString()).make(settings()))
                .withMessage(copy + " is there already: name another folder, or say --replace");
        backup("--replace", copy.toString()).make(settings());

        assertThat(copy.resolve("from-before")).doesNotExist();
        assertThat(copy.resolve("pithy-jaunt.db")).exists();
        assertThat(folder.resolve("copy.old")).doesNotExist();
    }

    @Test
    void nothingButABackupIsReplaced() throws Exception {
        DatabaseKind.SQLITE.open(data()).close();
        Path home = Files.createDirectories(folder.resolve("home"));
        Path letter = Files.writeString(home.resolve("letter"), "dear");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> backup("--replace", home.toString()).make(settings()))
                .withMessage(home + " is no backup, and is not replaced");

        assertThat(letter).hasContent("dear");
    }

    @Test
    void whatIsNoEmbeddedDatabaseIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backup("x").make(settings()))
                .withMessageStartingWith(
                        "there is no " + data().resolve("pithy-jaunt.db") + ": JAUNT_DATA_DIR");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        backup("x")
                                .make(
                                        Settings.of(
                                                Map.of(
                                                        "JAUNT_DATA_DIR",
                                                        data().toString(),
                                                        "DATABASE_URL",
                                                        "postgres://h/d"))))
                .withMessageStartingWith(
                        "DATABASE_URL is set: back a PostgreSQL database up with pg_dump");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backup("a", "b"))
                .withMessage("usage: jaunt backup [--replace] [FOLDER]");
        assertThat(backup().folder().getFileName())
                .hasToString("pithy-jaunt-backup-20261122T120000Z");
    }
}
