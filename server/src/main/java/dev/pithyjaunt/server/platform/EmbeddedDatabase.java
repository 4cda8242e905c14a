package dev.pithyjaunt.server.platform;

import org.sqlite.SQLiteConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The file of the embedded database, beside a server that may be writing to it.
public record EmbeddedDatabase(Path file) {

    private static final String NAME = "pithy-jaunt.db";
    private static final int BUSY_MILLISECONDS = 30_000;

    public static EmbeddedDatabase in(Path dataDirectory) {
        return new EmbeddedDatabase(dataDirectory.resolve(NAME));
    }

    /// Whether a file is the database's, or of what SQLite keeps beside it.
    public boolean owns(Path other) {
        return other.getFileName().toString().startsWith(NAME);
    }

    /// Writes all that is committed to a new file, for this user alone, and looks whether it is
    /// whole. Writers go on meanwhile: SQLite's own copy of its pages would begin anew with each
    /// write of another process, `VACUUM INTO` reads one state. Source:
    /// https://www.sqlite.org/lang_vacuum.html#vacuuminto
    ///
    /// @throws StorageException when it can't be read or written, or is damaged
    public EmbeddedDatabase copyTo(Path folder) {
        EmbeddedDatabase copy = in(folder);
        try {
            Files.createFile(
                    copy.file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (Connection source = connection();
                    PreparedStatement vacuum = source.prepareStatement("vacuum into ?")) {
                vacuum.setString(1, copy.file.toString());
                vacuum.execute();
            }
            try (FileChannel channel = FileChannel.open(copy.file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        } catch (SQLException e) {
            throw new StorageException("copying %s: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("copying " + file, e);
        }
        copy.requireWhole();
        return copy;
    }

    private void requireWhole() {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("pragma integrity_check")) {
            String found = result.next() ? result.getString(1) : "no answer";
            if (!"ok".equals(found)) {
                throw new StorageException(
                        "%s is damaged: %s".formatted(file, found), new SQLException(found));
            }
        } catch (SQLException e) {
            throw new StorageException("checking %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Connection connection() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLISECONDS);
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }
}
