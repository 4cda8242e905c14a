package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/// One row of a result, read in this project's types: times are epoch milliseconds, constants of an
/// enum lower-case words.
public record Row(ResultSet set) {

    public String text(String column) throws SQLException {
        return Objects.requireNonNull(set.getString(column), column);
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return set.getString(column);
    }

    public long number(String column) throws SQLException {
        return set.getLong(column);
    }

    public @Nullable Long numberOrNull(String column) throws SQLException {
        long number = set.getLong(column);
        return set.wasNull() ? null : number;
    }

    public boolean flag(String column) throws SQLException {
        return set.getBoolean(column);
    }

    public Instant time(String column) throws SQLException {
        return Instant.ofEpochMilli(set.getLong(column));
    }

    public @Nullable Instant timeOrNull(String column) throws SQLException {
        long time = set.getLong(column);
        return set.wasNull() ? null : Instant.ofEpochMilli(time);
    }

    public <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(column).toUpperCase(Locale.ROOT));
    }

    public <E extends Enum<E>> @Nullable E constantOrNull(String column, Class<E> type)
            throws SQLException {
        return textOrNull(column) == null ? null : constant(column, type);
    }

    /// How a constant is stored.
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable String wordOrNull(@Nullable Enum<?> constant) {
        return constant == null ? null : word(constant);
    }

    /// How a time is stored.
    public static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
