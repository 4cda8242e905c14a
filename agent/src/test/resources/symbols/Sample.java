package shop;

import static java.util.Objects.requireNonNull;

import java.util.*;
import java.util.function.Supplier;

/** A comment about Money. */
@Entity(name = "shop")
public final class Sample<T extends Comparable<T>> extends Base implements Item, Other {
    private static final int MAX = 10, MIN;
    protected @Nullable Supplier<String> text = () -> "words";

    public Sample(@Nullable String title, // the title
            int price) throws IOException {
        super(title);
        int local = requireNonNull(price);
    }

    @Override
    public <R> List<R> map(Function<T, R> mapping) {
        return new Visitor() {
            @Override
            void visit() {}
        };
    }

    enum Color implements Paint {
        RED,
        GREEN(2) {
            @Override
            void paint() {}
        };

        abstract void paint();
    }

    record Page(int number, String text) {
        Page {
            number++;
        }
    }

    sealed interface Shape permits Circle {
        double PI = 3.14;

        double area();
    }

    @interface Entity {
        String name() default "";
    }
}
