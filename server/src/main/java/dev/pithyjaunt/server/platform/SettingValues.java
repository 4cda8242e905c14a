package dev.pithyjaunt.server.platform;

import dev.pithyjaunt.protocol.Dollars;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Values by name, read as what they should be. Blank means absent; what is wrong is said with its
/// name.
record SettingValues(Map<String, String> all) {

    Optional<String> text(String name) {
        return Optional.ofNullable(all.get(name)).map(String::strip).filter(s -> !s.isEmpty());
    }

    Optional<Path> path(String name) {
        return text(name).map(Path::of).map(path -> path.toAbsolutePath().normalize());
    }

    Optional<List<String>> words(String name) {
        return text(name)
                .map(text -> text.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .map(Arrays::asList);
    }

    int number(String name, int min, int max, int otherwise) {
        Long number = number(name, min, max);
        return number == null ? otherwise : Math.toIntExact(number);
    }

    @Nullable Long number(String name, long min, long max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "%s \"%s\": expected a number from %d to %d".formatted(name, text.get(), min, max));
    }

    /// Dollars as 10⁻⁹ dollars.
    @Nullable Long nanoDollars(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return null;
        }
        OptionalLong nanos = Dollars.parse(text.get());
        if (nanos.isPresent()) {
            return nanos.getAsLong();
        }
        throw new IllegalArgumentException(
                "%s \"%s\": expected dollars such as 2.50, more than 0, at most %d, and with at most nine decimals"
                        .formatted(name, text.get(), Dollars.MAX));
    }

    /// One of an enum's constants, written as a lower-case word.
    <E extends Enum<E>> E oneOf(String name, Class<E> type, E otherwise) {
        String text = text(name).orElse("").toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return otherwise;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> word(one).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s \"%s\": expected one of %s"
                                        .formatted(
                                                name,
                                                text,
                                                String.join(
                                                        ", ",
                                                        Arrays.stream(type.getEnumConstants())
                                                                .map(SettingValues::word)
                                                                .toList()))));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean flag(String name, boolean otherwise) {
        return switch (text(name).orElse("").toLowerCase(Locale.ROOT)) {
            case "" -> otherwise;
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            case String other ->
                    throw new IllegalArgumentException(
                            "%s \"%s\": expected true or false".formatted(name, other));
        };
    }
}
