package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PostgresDialectTest {

    @Test
    void addressOfTheUsualFormIsTakenApart() {
        assertThat(PostgresDialect.parse("postgres://jo:p%40s+s%2F@db:5433/jaunt?sslmode=require"))
                .isEqualTo(
                        new PostgresDialect(
                                "jdbc:postgresql://db:5433/jaunt?sslmode=require", "jo", "p@s+s/"));
        assertThat(PostgresDialect.parse("postgresql://db/jaunt"))
                .isEqualTo(new PostgresDialect("jdbc:postgresql://db/jaunt", null, null));
    }

    @Test
    void addressOfJdbcIsTakenAsItIs() {
        assertThat(PostgresDialect.parse("jdbc:postgresql://db/jaunt?user=jo&password=pw"))
                .isEqualTo(
                        new PostgresDialect(
                                "jdbc:postgresql://db/jaunt?user=jo&password=pw", null, null));
    }

    @Test
    void otherAddressesAreRefusedWithoutShowingThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresDialect.parse("mysql://u:secret@db/jaunt"))
                .withMessage(
                        "DATABASE_URL: expected postgres://user:password@host/database or jdbc:postgresql:…");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresDialect.parse("postgres://u:se cret@db/jaunt"))
                .withMessageStartingWith("DATABASE_URL: the password must be percent-encoded")
                .withNoCause();
    }
}
