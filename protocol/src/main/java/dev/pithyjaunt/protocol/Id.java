package dev.pithyjaunt.protocol;

import com.github.f4b6a3.ulid.UlidCreator;

import java.util.Locale;
import java.util.regex.Pattern;

/// Ids of tasks and executions: made by the program, sorted by time, fit for a branch name, a file
/// name and an address.
public final class Id {

    private static final Pattern FORM = Pattern.compile("[0-9a-z][0-9a-z-]{0,63}");

    private Id() {}

    /// A new id: 26 lower-case letters and digits, greater than every one made before in this
    /// program.
    public static String next() {
        return UlidCreator.getMonotonicUlid().toLowerCase();
    }

    /// The id itself when it is well formed: up to 64 lower-case letters, digits and inner hyphens.
    ///
    /// @throws IllegalArgumentException when it is not
    public static String require(String name, String id) {
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s \"%s\": expected up to 64 lower-case letters, digits and hyphens",
                            name,
                            id));
        }
        return id;
    }
}
