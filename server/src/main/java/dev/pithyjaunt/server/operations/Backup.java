package dev.pithyjaunt.server.operations;

import dev.pithyjaunt.server.platform.EmbeddedDatabase;
import dev.pithyjaunt.server.platform.Settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// A copy of a server's own folder on which another server can be started: the embedded database as
/// it is at the beginning, and the secrets that the server has generated. The server may run
/// meanwhile. What is being copied is in a folder beside it, `….part`, until it is whole.
///
/// @param replaces whether a backup that is there already may be replaced
public record Backup(Path folder, boolean replaces) {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// What the words after `backup` say: `[--replace] [FOLDER]`.
    ///
    /// @param now names the folder when no word does
    /// @throws IllegalArgumentException when there are others
    public static Backup of(List<String> words, Instant now) {
        List<String> folders = new ArrayList<>(words);
        boolean replaces = folders.removeIf("--replace"::equals);
        if (folders.size() > 1 || folders.stream().anyMatch(word -> word.startsWith("-"))) {
            throw new IllegalArgumentException("usage: jaunt backup [--replace] [FOLDER]");
        }
        String folder =
                folders.isEmpty() ? "pithy-jaunt-backup-" + STAMP.format(now) : folders.getFirst();
        return new Backup(Path.of(folder).toAbsolutePath().normalize(), replaces);
    }

    /// @throws IllegalArgumentException when there is nothing to copy, or something in the way
    /// @throws dev.pithyjaunt.server.platform.StorageException when the database can't be copied
    public void make(Settings settings) {
        if (settings.databaseUrl() != null) {
            throw new IllegalArgumentException(
                    "DATABASE_URL is set: back a PostgreSQL database up with pg_dump, and copy the files in "
                            + settings.dataDirectory());
        }
        EmbeddedDatabase database = EmbeddedDatabase.in(settings.dataDirectory());
        if (!Files.isRegularFile(database.file())) {
            throw new IllegalArgumentException(
                    "there is no %s: JAUNT_DATA_DIR names the folder of the server"
                            .formatted(database.file()));
        }
        requireRoom();
        try {
            make(database);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the backup " + folder, e);
        }
    }

    private void requireRoom() {
        if (Files.notExists(folder)) {
            return;
        }
        if (!replaces) {
            throw new IllegalArgumentException(
                    "%s is there already: name another folder, or say --replace".formatted(folder));
        }
        if (!Files.isRegularFile(EmbeddedDatabase.in(folder).file())) {
            throw new IllegalArgumentException(
                    "%s is no backup, and is not replaced".formatted(folder));
        }
    }

    private void make(EmbeddedDatabase database) throws IOException {
        Path part = sibling(".part");
        Path old = sibling(".old");
        delete(part);
        Files.createDirectories(
                part,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            database.copyTo(part);
            copySecrets(database, part);
            sync(part);
            if (Files.exists(folder)) {
                delete(old);
                Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            sync(folder.resolveSibling("."));
        } finally {
            delete(part);
        }
        delete(old);
    }

    private Path sibling(String ending) {
        return folder.resolveSibling(folder.getFileName() + ending);
    }

    /// All files of the folder but the database's: folders in it hold work that ends with its
    /// server.
    private static void copySecrets(EmbeddedDatabase database, Path target) throws IOException {
        Path source = database.file().resolveSibling(".");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source, Files::isRegularFile)) {
            for (Path file : files) {
                if (!database.owns(file) && !file.toString().endsWith(".part")) {
                    Path copy = target.resolve(file.getFileName());
                    Files.copy(file, copy);
                    Files.setPosixFilePermissions(
                            copy, PosixFilePermissions.fromString("rw-------"));
                    sync(copy);
                }
            }
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// A folder of files, if it is there.
    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
