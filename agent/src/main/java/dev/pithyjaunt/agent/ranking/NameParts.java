package dev.pithyjaunt.agent.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits names into the words they are made of: `parseHTTPHeader_v2` into parse, http, header.
/// Parts of one letter or digit are left out. [WordCounter] splits bytes in the same way.
final class NameParts {

    private static final Pattern PART =
            Pattern.compile("[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+");

    private NameParts() {}

    static List<String> of(String name) {
        List<String> parts = new ArrayList<>();
        for (Matcher matcher = PART.matcher(name); matcher.find(); ) {
            if (matcher.end() - matcher.start() > 1) {
                parts.add(matcher.group().toLowerCase(Locale.ROOT));
            }
        }
        return parts;
    }
}
