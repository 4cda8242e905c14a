package dev.pithyjaunt.server.platform;

import dev.pithyjaunt.protocol.ExecutionRequest;

import org.jspecify.annotations.Nullable;

import java.util.stream.Stream;

/// What executions may take. Money is in 10⁻⁹ dollars; absent means that there is no such limit.
///
/// @param executionTokens of all calls of one execution (`JAUNT_EXECUTION_TOKENS`)
/// @param executionNanoDollars likewise (`JAUNT_EXECUTION_DOLLARS`)
/// @param callTokens of one call, prompt and answer (`JAUNT_CALL_TOKENS`)
/// @param callNanoDollars of one call (`JAUNT_CALL_DOLLARS`)
public record Budgets(
        long executionTokens,
        @Nullable Long executionNanoDollars,
        @Nullable Long callTokens,
        @Nullable Long callNanoDollars,
        Day day) {

    private static final long MAX_TOKENS = 1_000_000_000L;

    /// What all executions that were accepted on one day (UTC) may take together.
    ///
    /// @param installation all of them (`JAUNT_DAY_DOLLARS`)
    /// @param user those of one person's tasks (`JAUNT_USER_DAY_DOLLARS`)
    /// @param repository those of one repository (`JAUNT_REPOSITORY_DAY_DOLLARS`)
    public record Day(@Nullable Long installation, @Nullable Long user, @Nullable Long repository) {

        public static final String INSTALLATION = "JAUNT_DAY_DOLLARS";
        public static final String USER = "JAUNT_USER_DAY_DOLLARS";
        public static final String REPOSITORY = "JAUNT_REPOSITORY_DAY_DOLLARS";

        public boolean isSet() {
            return installation != null || user != null || repository != null;
        }
    }

    static Budgets of(SettingValues values) {
        Long tokens = values.number("JAUNT_EXECUTION_TOKENS", 1, MAX_TOKENS);
        return new Budgets(
                tokens == null ? ExecutionRequest.Limits.STANDARD_TOKENS : tokens,
                values.nanoDollars("JAUNT_EXECUTION_DOLLARS"),
                values.number("JAUNT_CALL_TOKENS", 1, MAX_TOKENS),
                values.nanoDollars("JAUNT_CALL_DOLLARS"),
                new Day(
                        values.nanoDollars(Day.INSTALLATION),
                        values.nanoDollars(Day.USER),
                        values.nanoDollars(Day.REPOSITORY)));
    }

    /// Whether money is limited in any way, so that prices have to be known.
    public boolean limitMoney() {
        return day.isSet()
                || Stream.of(executionNanoDollars, callNanoDollars)
                        .anyMatch(java.util.Objects::nonNull);
    }
}
