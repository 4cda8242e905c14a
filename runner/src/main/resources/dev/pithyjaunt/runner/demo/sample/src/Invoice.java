import java.util.List;

/** What a customer owes: items, a discount in percent, and tax in percent. */
record Invoice(List<Item> items, int discountPercent, int taxPercent) {

    Money subtotal() {
        return items.stream().map(Item::price).reduce(Money.ZERO, Money::plus);
    }

    Money discount() {
        return subtotal().percent(discountPercent);
    }

    Money tax() {
        return subtotal().percent(taxPercent);
    }

    Money total() {
        return subtotal().minus(discount()).plus(tax());
    }
}
