package dev.pithyjaunt.runner.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Holds `docs/TASK_EXECUTION_SETUP.md` to the workflow file and to the settings that there are.
class SetupDocumentTest {

    private static final String DOCUMENT = read("docs/TASK_EXECUTION_SETUP.md");
    private static final String WORKFLOW = read(".github/workflows/pithy-jaunt-execute.yml");
    private static final String SETTINGS = read(".env.example");

    /// Such as `| generate | 4 min | ... | contents: read |`, with backticks.
    private static final Pattern JOB_ROW =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d+) min \\|.*\\|([^|]*)\\|$");

    private static final Pattern ARTIFACT_ROW =
            Pattern.compile("(?m)^\\| artifact `([\\w-]+)` \\|.*\\| (\\d+) days? \\|$");

    private static final Pattern IN_BACKTICKS = Pattern.compile("`([^`]+)`");

    private static final Pattern SETTING = Pattern.compile("\\b[A-Z]+(?:_[A-Z0-9]+)+\\b");

    private static final Pattern SECRET = Pattern.compile("secrets\\.([A-Z_]+)");

    @Test
    void jobsHaveTheLimitsAndRightsThatTheTableSays() {
        Map<String, String> written = new TreeMap<>();
        jobs().forEach((name, job) ->
                written.put(
                        name,
                        "%s min, %s"
                                .formatted(
                                        minutes(String.valueOf(job.get("timeout-minutes"))),
                                        new TreeMap<>(map(job.get("permissions"))))));
        Map<String, String> told = new TreeMap<>();
        Matcher rows = JOB_ROW.matcher(DOCUMENT);
        while (rows.find()) {
            Map<String, Object> rights = new TreeMap<>();
            all(IN_BACKTICKS, rows.group(3))
                    .forEach(right -> rights.put(right.split(": ", 2)[0], right.split(": ", 2)[1]));
            told.put(rows.group(1), "%s min, %s".formatted(rows.group(2), rights));
        }

        assertThat(told).isEqualTo(written).isNotEmpty();
    }

    @Test
    void sumOfLimitsInTheTextIsThatOfTheJobs() {
        List<String> minutes =
                jobs().values().stream()
                        .map(job -> minutes(String.valueOf(job.get("timeout-minutes"))))
                        .toList();

        assertThat(DOCUMENT)
                .contains(
                        "| of a job | %s and %s minutes |"
                                .formatted(
                                        String.join(", ", minutes.subList(0, minutes.size() - 1)),
                                        minutes.getLast()));
    }

    @Test
    void artifactsAreKeptAsLongAsTheTableSays() {
        Map<String, String> written = new TreeMap<>();
        jobs().values().stream()
                .flatMap(job -> list(job.get("steps")).stream())
                .map(step -> map(map(step).get("with")))
                .filter(with -> with.containsKey("retention-days"))
                .forEach(with ->
                        written.put(
                                String.valueOf(with.get("name")),
                                String.valueOf(with.get("retention-days"))));
        Map<String, String> told = new TreeMap<>();
        Matcher rows = ARTIFACT_ROW.matcher(DOCUMENT);
        while (rows.find()) {
            told.put(rows.group(1), rows.group(2));
        }

        assertThat(told).isEqualTo(written).isNotEmpty();
    }

    @Test
    void everySecretAndInputOfTheWorkflowIsTold() {
        Map<String, Object> on = map(workflow().get("on"));
        Set<String> names = all(SECRET, WORKFLOW);
        for (String trigger : List.of("workflow_dispatch", "workflow_call")) {
            names.addAll(map(map(on.get(trigger)).get("inputs")).keySet());
        }
        names.addAll(map(map(on.get("workflow_call")).get("secrets")).keySet());

        assertThat(names)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(DOCUMENT).contains("`" + name + "`"));
    }

    @Test
    void everySettingThatIsToldIsThere() {
        Set<String> there = new TreeSet<>(all(SETTING, WORKFLOW));
        there.addAll(all(SETTING, SETTINGS));

        assertThat(there).containsAll(all(SETTING, DOCUMENT));
    }

    private static String minutes(String expression) {
        return expression.replaceAll(".*'(\\d+)'.*", "$1");
    }

    private static Map<String, Object> workflow() {
        return map(new Load(LoadSettings.builder().build()).loadFromString(WORKFLOW));
    }

    private static Map<String, Map<String, Object>> jobs() {
        return map(workflow().get("jobs")).entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                job -> map(job.getValue()),
                                (a, _) -> a,
                                LinkedHashMap::new));
    }

    private static Map<String, Object> map(@Nullable Object node) {
        if (!(node instanceof Map<?, ?> map)) {
            return Map.of();
        }
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    private static List<?> list(@Nullable Object node) {
        return node instanceof List<?> list ? list : List.of();
    }

    /// What a pattern finds, by its first group if it has one.
    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(found.groupCount() > 0 ? 1 : 0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of("..", path));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    }
}
