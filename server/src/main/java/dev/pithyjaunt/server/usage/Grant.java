package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.protocol.Dollars;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What of its worst case an execution may take, when budgets of the day are looked at.
sealed interface Grant {

    /// With less than this part of the worst case, an execution would only spend and not finish.
    int LEAST_PART = 10;

    /// @param nanoDollars the worst case, or what is left
    record Granted(long nanoDollars) implements Grant {}

    record Refused(String reason) implements Grant {}

    /// One budget of a day.
    ///
    /// @param setting that says how large it is
    /// @param whose as in "the budget of the day for …"
    /// @param used what is paid of it, or reserved
    record Budget(String setting, String whose, long nanoDollars, long used) {

        long left() {
            return nanoDollars - used;
        }
    }

    static Grant of(long worstCase, List<Budget> budgets, LocalDate day) {
        Optional<Budget> tightest = budgets.stream().min(Comparator.comparingLong(Budget::left));
        if (worstCase == 0 || tightest.isEmpty() || tightest.get().left() >= worstCase) {
            return new Granted(worstCase);
        }
        long left = tightest.get().left();
        return left > 0 && left >= (worstCase + LEAST_PART - 1) / LEAST_PART
                ? new Granted(left)
                : new Refused(refusal(worstCase, tightest.get(), day));
    }

    private static String refusal(long worstCase, Budget budget, LocalDate day) {
        return "the budget of the day for %s (%s) is %s, %s of it are used or reserved, and an execution may take %s, of which at least a tenth must be left: it is free again at %sT00:00Z"
                .formatted(
                        budget.whose(),
                        budget.setting(),
                        Dollars.exact(budget.nanoDollars()),
                        Dollars.exact(budget.used()),
                        Dollars.exact(worstCase),
                        day.plusDays(1));
    }
}
