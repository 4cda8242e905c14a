import java.util.List;

/** Run with java; ends with code 1 when a test fails. */
final class InvoiceTest {

    private static int failures;

    public static void main(String[] args) {
        Invoice plain = new Invoice(List.of(new Item("pen", 4, new Money(250))), 0, 20);
        check("subtotal adds the items", "10.00", plain.subtotal());
        check("tax is taken on the items", "2.00", plain.tax());
        check("total adds the tax", "12.00", plain.total());

        Invoice discounted = new Invoice(List.of(new Item("pen", 4, new Money(250))), 50, 20);
        check("discount is a share of the subtotal", "5.00", discounted.discount());
        check("tax is taken after the discount", "1.00", discounted.tax());
        check("total of a discounted invoice", "6.00", discounted.total());

        System.exit(failures == 0 ? 0 : 1);
    }

    private static void check(String what, String expected, Money actual) {
        boolean same = actual.toString().equals(expected);
        failures += same ? 0 : 1;
        System.out.printf(
                "%s - %s%s%n",
                same ? "ok" : "not ok",
                what,
                same ? "" : ": expected " + expected + " but was " + actual);
    }
}
