/** An amount in cents. */
record Money(long cents) {

    static final Money ZERO = new Money(0);

    Money plus(Money other) {
        return new Money(cents + other.cents);
    }

    Money minus(Money other) {
        return new Money(cents - other.cents);
    }

    Money times(int factor) {
        return new Money(cents * factor);
    }

    /** A share of the amount, rounded to the nearest cent. */
    Money percent(int percent) {
        return new Money(Math.round(cents * percent / 100.0));
    }

    @Override
    public String toString() {
        return "%d.%02d".formatted(cents / 100, cents % 100);
    }
}
