package dev.pithyjaunt.testkit.workflow;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What is known of a context's properties before anything runs: a misspelt one would be null on
/// GitHub, and is refused here.
sealed interface Shape {

    /// Anything may be below.
    record Open() implements Shape {}

    /// Only named properties, and never the whole: secrets.
    record Named() implements Shape {}

    /// @param fields by name in lower case
    record Fields(Map<String, Shape> fields) implements Shape {

        static Fields of(Map<String, ? extends Shape> fields) {
            Map<String, Shape> lower = new LinkedHashMap<>();
            fields.forEach((name, shape) -> lower.put(name.toLowerCase(Locale.ROOT), shape));
            return new Fields(lower);
        }

        static Fields open(String... names) {
            Map<String, Shape> fields = new LinkedHashMap<>();
            Arrays.stream(names).forEach(name -> fields.put(name, new Open()));
            return of(fields);
        }
    }
}
