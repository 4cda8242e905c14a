package dev.pithyjaunt.server.dispatch.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Holds `docs/SERVER.md` to the numbers of the watch over runs, and to the settings that there
/// are.
class ServerDocumentTest {

    private static final String DOCUMENT = read("docs/SERVER.md");

    private static final Pattern SETTINGS_ROW = Pattern.compile("(?m)^\\| (`[A-Z_]+`[^|]*) \\|");

    private static final Pattern SETTING = Pattern.compile("`([A-Z][A-Z_]+)`");

    @Test
    void watchLooksWhenTheTableSays() {
        assertThat(DOCUMENT)
                .contains(
                        "| dispatched, and no run known for %d seconds |"
                                .formatted(RunWatch.FIRST_SEARCH.toSeconds()),
                        "| no run known %d minutes after the dispatch |"
                                .formatted(RunWatch.LAST_SEARCH.toMinutes()),
                        "| its run is over, and %d seconds later it has not told its end |"
                                .formatted(RunWatch.AFTER_RUN.toSeconds()),
                        "| %d seconds after its deadline |"
                                .formatted(RunWatch.AFTER_DEADLINE.toSeconds()),
                        "after %d seconds without regard for its `always()`"
                                .formatted(RunWatch.FORCE.toSeconds()));
    }

    @Test
    void everySettingOfTheTableHasItsLineInTheExample() {
        String example = read(".env.example");
        List<String> told =
                SETTINGS_ROW
                        .matcher(DOCUMENT)
                        .results()
                        .flatMap(row -> SETTING.matcher(row.group(1)).results())
                        .map(setting -> setting.group(1))
                        .toList();

        assertThat(told)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(example).contains("\n#" + name + "="));
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of("..", path));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    }
}
