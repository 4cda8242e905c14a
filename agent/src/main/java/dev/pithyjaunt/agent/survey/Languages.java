package dev.pithyjaunt.agent.survey;

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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells a file's language by its name, else by its first line. The table is `languages.tsv`.
public final class Languages {

    private static final Languages TABLE = new Languages();

    private static final Pattern SHEBANG =
            Pattern.compile(
                    "#!\\s*\\S*?(?:/env\\s+(?:-S\\s+)?(?:\\S+=\\S+\\s+)*)?([^/\\s]+)(?:\\s.*)?");

    private final Map<String, String> byExtension = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, String> byInterpreter = new HashMap<>();

    private Languages() {
        try (InputStream in =
                        Objects.requireNonNull(
                                Languages.class.getResourceAsStream("languages.tsv"));
                BufferedReader rows =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            rows.lines().filter(row -> !row.startsWith("#")).forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException("reading languages.tsv", e);
        }
    }

    private void add(String row) {
        String[] cells = row.split("\t", -1);
        put(byExtension, cells[1], cells[0]);
        put(byName, cells[2], cells[0]);
        put(byInterpreter, cells[3], cells[0]);
    }

    private static void put(Map<String, String> table, String keys, String language) {
        for (String key : keys.split(" ", -1)) {
            table.put(key, language);
        }
    }

    /// By name and extension; empty when neither is known.
    public static Optional<String> byPath(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String known = TABLE.byName.get(name);
        int dot = name.lastIndexOf('.');
        if (known == null && dot >= 0 && dot < name.length() - 1) {
            known = TABLE.byExtension.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        }
        return Optional.ofNullable(known);
    }

    /// By the interpreter that the first line names, version digits aside.
    public static Optional<String> byFirstLine(String line) {
        Matcher shebang = SHEBANG.matcher(line);
        if (!shebang.matches()) {
            return Optional.empty();
        }
        String interpreter = shebang.group(1);
        return Optional.ofNullable(TABLE.byInterpreter.get(interpreter))
                .or(() ->
                        Optional.ofNullable(
                                TABLE.byInterpreter.get(interpreter.replaceAll("[0-9.]+$", ""))));
    }
}
