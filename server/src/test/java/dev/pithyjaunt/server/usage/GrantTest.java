package dev.pithyjaunt.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.usage.Grant.Budget;
import dev.pithyjaunt.server.usage.Grant.Granted;
import dev.pithyjaunt.server.usage.Grant.Refused;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;

class GrantTest {

    private static final LocalDate DAY = LocalDate.of(2026, 12, 31);
    private static final long WORST = 1_000_000_000;

    private static Grant grant(long worst, Budget... budgets) {
        return Grant.of(worst, List.of(budgets), DAY);
    }

    private static Budget left(long nanoDollars) {
        return new Budget(
                "JAUNT_DAY_DOLLARS",
                "the whole installation",
                5_000_000_000L,
                5_000_000_000L - nanoDollars);
    }

    @Test
    void worstCaseIsGrantedWhereItFits() {
        assertThat(grant(WORST)).isEqualTo(new Granted(WORST));
        assertThat(grant(WORST, left(WORST))).isEqualTo(new Granted(WORST));
    }

    @Test
    void whatIsLeftOfTheTightestIsGrantedFromATenthOn() {
        assertThat(grant(WORST, left(WORST), left(WORST - 1), left(2 * WORST)))
                .isEqualTo(new Granted(WORST - 1));
        assertThat(grant(WORST, left(WORST / 10))).isEqualTo(new Granted(WORST / 10));
        assertThat(grant(WORST, left(WORST / 10 - 1))).isInstanceOf(Refused.class);
        assertThat(grant(9, left(1))).isEqualTo(new Granted(1));
        assertThat(grant(11, left(1))).isInstanceOf(Refused.class);
    }

    @Test
    void whatCostsNothingIsNeverRefused() {
        assertThat(grant(0, left(0), left(-1))).isEqualTo(new Granted(0));
    }

    @Test
    void refusalNamesTheTightestBudget() {
        assertThat(
                        grant(
                                WORST,
                                left(WORST),
                                new Budget(
                                        "JAUNT_USER_DAY_DOLLARS",
                                        "the task's owner",
                                        2_500_000_000L,
                                        2_487_700_000L)))
                .isEqualTo(
                        new Refused(
                                "the budget of the day for the task's owner (JAUNT_USER_DAY_DOLLARS) is $2.50, $2.4877 of it are used or reserved, and an execution may take $1.00, of which at least a tenth must be left: it is free again at 2027-01-01T00:00Z"));
    }
}
