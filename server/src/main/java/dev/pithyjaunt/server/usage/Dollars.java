package dev.pithyjaunt.server.usage;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Locale;

/// Money in words. It is kept in 10⁻⁹ dollars.
final class Dollars {

    private static final int SHOWN_DECIMALS = 4;

    private Dollars() {}

    /// `$2.50`, with as many decimals as it needs and at least two.
    static String exact(long nanoDollars) {
        BigDecimal dollars = BigDecimal.valueOf(nanoDollars, 9).stripTrailingZeros();
        return "$" + dollars.setScale(Math.max(2, dollars.scale())).toPlainString();
    }

    /// `$0.0123`; `unknown` when it is not known.
    static String shown(@Nullable Long nanoDollars) {
        return nanoDollars == null
                ? "unknown"
                : String.format(
                        Locale.ROOT,
                        "$%." + SHOWN_DECIMALS + "f",
                        BigDecimal.valueOf(nanoDollars, 9));
    }
}
