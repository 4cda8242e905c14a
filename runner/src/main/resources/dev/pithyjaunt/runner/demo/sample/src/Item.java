/** A line of an invoice. */
record Item(String name, int quantity, Money unitPrice) {

    Money price() {
        return unitPrice.times(quantity);
    }
}
