package dev.pithyjaunt.server.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Fields of a request that hold what they must not.
public final class InvalidInputException extends RuntimeException {

    private final List<FieldError> errors;

    public InvalidInputException(List<FieldError> errors) {
        super(String.join("; ", errors.stream().map(e -> e.field() + ": " + e.message()).toList()));
        this.errors = List.copyOf(errors);
    }

    public InvalidInputException(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    public List<FieldError> errors() {
        return errors;
    }

    /// The first message of each field.
    public Map<String, String> byField() {
        return errors.stream()
                .collect(
                        Collectors.toMap(
                                FieldError::field,
                                FieldError::message,
                                (first, _) -> first,
                                LinkedHashMap::new));
    }

    /// @param field as the request names it
    public record FieldError(String field, String message) {}

    /// Collects what is wrong, so that all of it can be told at once.
    public static final class Collector {

        private final List<FieldError> errors = new ArrayList<>();

        public Collector unless(boolean fine, String field, String message) {
            if (!fine) {
                errors.add(new FieldError(field, message));
            }
            return this;
        }

        /// @throws InvalidInputException when something was wrong
        public void check() {
            if (!errors.isEmpty()) {
                throw new InvalidInputException(errors);
            }
        }
    }
}
