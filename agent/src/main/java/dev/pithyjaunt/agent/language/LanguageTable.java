package dev.pithyjaunt.agent.language;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// `languages.tsv`, read once.
final class LanguageTable {

    private static final LanguageTable TABLE = new LanguageTable();

    private final Map<String, Row> byLanguage = HashMap.newHashMap(700);
    private final Map<String, String> byLowerCase = HashMap.newHashMap(700);
    private final Map<String, String> byEnding = HashMap.newHashMap(1500);
    private final Map<String, String> byName = HashMap.newHashMap(500);
    private final Map<String, String> byInterpreter = HashMap.newHashMap(200);
    private int longestEnding;

    /// @param group the language itself when it counts as no other
    record Row(LanguageType type, String group) {}

    private LanguageTable() {
        try (InputStream in =
                        Objects.requireNonNull(
                                LanguageTable.class.getResourceAsStream("languages.tsv"));
                BufferedReader rows =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                if (!row.startsWith("#")) {
                    add(row.split("\t", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading languages.tsv", e);
        }
        byEnding.keySet()
                .forEach(ending -> longestEnding = Math.max(longestEnding, ending.length()));
    }

    private void add(String[] cells) {
        String language = cells[0];
        LanguageType type = LanguageType.valueOf(cells[1].toUpperCase(Locale.ROOT));
        byLanguage.put(language, new Row(type, cells[2].isEmpty() ? language : cells[2]));
        byLowerCase.put(language.toLowerCase(Locale.ROOT), language);
        put(byEnding, cells[3], language);
        put(byName, cells[4], language);
        put(byInterpreter, cells[5], language);
    }

    private static void put(Map<String, String> table, String keys, String language) {
        if (keys.isEmpty()) {
            return;
        }
        for (String key : keys.split(" ", -1)) {
            if (table.put(key, language) != null) {
                throw new IllegalStateException("languages.tsv has '%s' twice".formatted(key));
            }
        }
    }

    static @Nullable Row row(String language) {
        return TABLE.byLanguage.get(language);
    }

    /// The exact form of a language's name.
    static @Nullable String named(String name) {
        return TABLE.byLowerCase.get(name.toLowerCase(Locale.ROOT));
    }

    /// @param ending lower case, without its first dot
    static @Nullable String byEnding(String ending) {
        return TABLE.byEnding.get(ending);
    }

    /// @param name of a file, as it is written
    static @Nullable String byName(String name) {
        return TABLE.byName.get(name);
    }

    static @Nullable String byInterpreter(String interpreter) {
        return TABLE.byInterpreter.get(interpreter);
    }

    /// Characters.
    static int longestEnding() {
        return TABLE.longestEnding;
    }
}
