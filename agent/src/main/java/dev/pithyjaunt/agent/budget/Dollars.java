package dev.pithyjaunt.agent.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Nano-dollars in words.
public final class Dollars {

    private static final int NANO = 9;
    private static final int SHOWN = 4;

    private Dollars() {}

    /// Such as `$0.0123`; what is more than nothing is never shown as nothing.
    public static String inWords(long nanoDollars) {
        BigDecimal dollars = BigDecimal.valueOf(nanoDollars, NANO);
        BigDecimal rounded = dollars.setScale(SHOWN, RoundingMode.HALF_UP);
        return rounded.signum() == 0 && nanoDollars > 0
                ? "under $0.0001"
                : "$" + rounded.toPlainString();
    }
}
