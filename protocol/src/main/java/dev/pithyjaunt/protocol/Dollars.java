package dev.pithyjaunt.protocol;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Money, which is kept in 10⁻⁹ dollars, as people write and read it.
public final class Dollars {

    /// The largest amount that is read.
    public static final long MAX = 1_000_000;

    private static final int NANO = 9;
    private static final int SHOWN = 4;
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,7}(\\.\\d{1,9})?");

    private Dollars() {}

    /// Nano-dollars of an amount such as `2.50`; empty when it is none, nothing, or more than
    /// [#MAX].
    public static OptionalLong parse(String text) {
        if (!AMOUNT.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        BigDecimal dollars = new BigDecimal(text);
        return dollars.signum() > 0 && dollars.compareTo(BigDecimal.valueOf(MAX)) <= 0
                ? OptionalLong.of(dollars.movePointRight(NANO).longValueExact())
                : OptionalLong.empty();
    }

    /// `$2.50`, with as many decimals as it needs and at least two.
    public static String exact(long nanoDollars) {
        BigDecimal dollars = BigDecimal.valueOf(nanoDollars, NANO).stripTrailingZeros();
        return "$" + dollars.setScale(Math.max(2, dollars.scale())).toPlainString();
    }

    /// `$0.0123`; `unknown` when it is not known. What is more than nothing is never shown as
    /// nothing.
    public static String inWords(@Nullable Long nanoDollars) {
        if (nanoDollars == null) {
            return "unknown";
        }
        if (nanoDollars == 0) {
            return "$0";
        }
        BigDecimal rounded =
                BigDecimal.valueOf(nanoDollars, NANO).setScale(SHOWN, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "under $0.0001" : "$" + rounded.toPlainString();
    }
}
