package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementCreatorFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

import java.util.function.Consumer;

/// Replaces NUL in named text parameters by U+FFFD, since PostgreSQL refuses to store it.
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
            return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
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
