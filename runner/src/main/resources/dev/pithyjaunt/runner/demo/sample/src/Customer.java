/** Who an invoice goes to. */
record Customer(String name, String street, String city) {

    String address() {
        return "%s%n%s%n%s".formatted(name, street, city);
    }
}
