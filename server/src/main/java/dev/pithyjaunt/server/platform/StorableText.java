package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementCreatorFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

import java.util.function.Consumer;

/// Replaces by U+FFFD what a database can't store in named text parameters: NUL, which PostgreSQL
/// refuses, and halves of surrogate pairs, which are no characters.
final class StorableText extends NamedParameterJdbcTemplate {

    StorableText(JdbcOperations operations) {
        super(operations);
    }

    @Override
    protected PreparedStatementCreator getPreparedStatementCreator(
            String sql,
            SqlParameterSource parameters,
            @Nullable Consumer<PreparedStatementCreatorFactory> customizer) {
        return super.getPreparedStatementCreator(sql, new WithoutNul(parameters), customizer);
    }

    private record WithoutNul(SqlParameterSource all) implements SqlParameterSource {

        @Override
        public boolean hasValue(String name) {
            return all.hasValue(name);
        }

        @Override
        public @Nullable Object getValue(String name) {
            Object value = all.getValue(name);
            return value instanceof String text ? storable(text) : value;
        }

        private static String storable(String text) {
            String replaced = text.replace('\0', '\uFFFD');
            return replaced.chars().noneMatch(c -> Character.isSurrogate((char) c))
                    ? replaced
                    : new String(
                            replaced.codePoints().map(c -> isHalf(c) ? 0xFFFD : c).toArray(),
                            0,
                            replaced.codePointCount(0, replaced.length()));
        }

        private static boolean isHalf(int codePoint) {
            return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        }

        @Override
        public int getSqlType(String name) {
            return all.getSqlType(name);
        }

        @Override
        public @Nullable String getTypeName(String name) {
            return all.getTypeName(name);
        }
    }
}
