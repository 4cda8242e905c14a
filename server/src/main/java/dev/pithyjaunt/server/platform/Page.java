package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// A part of a list, newest first.
///
/// @param next what `before` takes to go on; absent at the end
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int MAX_LIMIT = 100;
    public static final int DEFAULT_LIMIT = 50;

    public Page {
        items = List.copyOf(items);
    }

    /// The page of a list that was read with one item more than the limit.
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> id) {
        return oneMore.size() <= limit
                ? new Page<>(oneMore, null)
                : new Page<>(oneMore.subList(0, limit), id.apply(oneMore.get(limit - 1)));
    }

    /// Which part is asked for.
    ///
    /// @param before the id after which to begin; absent: at the newest
    public record Request(@Nullable String before, int limit) {

        public static final Request FIRST = new Request(null, DEFAULT_LIMIT);

        /// Takes what a caller gave.
        ///
        /// @throws InvalidInputException when the limit is not in 1 to 100
        public static Request of(@Nullable String before, @Nullable Integer limit) {
            if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
                throw new InvalidInputException(
                        "limit", "expected a number from 1 to " + MAX_LIMIT);
            }
            return new Request(before, limit == null ? DEFAULT_LIMIT : limit);
        }

        /// Greater than every id when none is given: ids are lower-case letters, digits, hyphens.
        public String beforeOrEnd() {
            return before == null ? "~" : before;
        }
    }
}
