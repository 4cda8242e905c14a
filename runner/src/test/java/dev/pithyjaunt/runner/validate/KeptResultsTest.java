package dev.pithyjaunt.runner.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Stopped;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.runner.testreport.TestResults;
import dev.pithyjaunt.runner.testreport.TestResults.Status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class KeptResultsTest {

    private static final KeptResults.Key KEY =
            new KeptResults.Key(
                    "c0ffee",
                    List.of("npm ci", "npm test"),
                    List.of("node v20"),
                    List.of("a wall"),
                    CheckLimits.STANDARD,
                    Map.of("JAVA_HOME", "/usr/lib/jvm/a"));

    private static final Ran RAN =
            new Ran(
                    new Side(1, null, 2.5, "output\n", false),
                    new TestResults(Map.of("a", Status.PASSED, "b", Status.FAILED), true, 3));

    @TempDir Path folder;

    private static KeptResults.Key key(
            String commit, List<String> commands, List<String> tools, List<String> isolation) {
        return new KeptResults.Key(
                commit, commands, tools, isolation, KEY.limits(), KEY.environment());
    }

    private Path results() {
        return folder.resolve("results");
    }

    private KeptResults kept(Duration later) {
        return new KeptResults(results(), InstantSource.offset(InstantSource.system(), later));
    }

    private static Ran ending(Side side) {
        return new Ran(side, null);
    }

    @Test
    void resultIsFoundByItsKeyAndToldFromOneOfToday() {
        kept(Duration.ZERO).keep(KEY, RAN);

        assertThat(kept(Duration.ofDays(6)).find(KEY))
                .contains(new Ran(new Side(1, null, 2.5, "output\n", true), RAN.tests()));
    }

    @Test
    void anythingElseInTheKeyIsAnotherResult() {
        KeptResults kept = kept(Duration.ZERO);
        kept.keep(KEY, RAN);

        assertThat(
                        Stream.of(
                                key("decaf", KEY.commands(), KEY.tools(), KEY.isolation()),
                                key("c0ffee", List.of("npm test"), KEY.tools(), KEY.isolation()),
                                key("c0ffee", KEY.commands(), List.of("v22"), KEY.isolation()),
                                key("c0ffee", KEY.commands(), KEY.tools(), List.of()),
                                new KeptResults.Key(
                                        KEY.commit(),
                                        KEY.commands(),
                                        KEY.tools(),
                                        KEY.isolation(),
                                        new CheckLimits(1, 64, 8, 16, 1),
                                        KEY.environment()),
                                new KeptResults.Key(
                                        KEY.commit(),
                                        KEY.commands(),
                                        KEY.tools(),
                                        KEY.isolation(),
                                        KEY.limits(),
                                        Map.of("JAVA_HOME", "/usr/lib/jvm/b"))))
                .allMatch(other -> kept.find(other).isEmpty());
    }

    @Test
    void oldResultIsForgotten() throws IOException {
        kept(Duration.ZERO).keep(KEY, RAN);
        KeptResults later = kept(Duration.ofDays(8));

        assertThat(later.find(KEY)).isEmpty();

        later.keep(key("decaf", List.of(), List.of(), List.of()), RAN);

        // The new one is as old as the clock of the file system says, and goes with it.
        assertThat(files()).isEmpty();
    }

    @Test
    void onlyWhatEndedByItselfIsKept() throws IOException {
        KeptResults kept = kept(Duration.ZERO);

        kept.keep(KEY, ending(new Side(null, Stopped.TIME, 9, "", false)));
        kept.keep(KEY, ending(new Side(null, Stopped.MEMORY, 9, "", false)));
        kept.keep(KEY, ending(Side.notRun("")));
        kept.keep(KEY, ending(new Side(127, null, 0, "", false)));

        assertThat(files()).isEmpty();
    }

    @Test
    void fileThatIsNoResultIsAsGoodAsNone() throws IOException {
        KeptResults kept = kept(Duration.ZERO);
        kept.keep(KEY, RAN);

        for (String content : List.of("", "{", "[]", "{\"side\": null}", "null", "{\"side\": 1}")) {
            Files.writeString(files().getFirst(), content);

            assertThat(kept.find(KEY)).as(content).isEmpty();
        }
    }

    @Test
    void nobodyElseCanWriteThere() throws IOException {
        kept(Duration.ZERO).keep(KEY, RAN);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(results())))
                .isEqualTo("rwx------");
    }

    @Test
    void folderThatCanNotBeWrittenCostsNothing() throws IOException {
        Files.writeString(results(), "a file in its place");

        kept(Duration.ZERO).keep(KEY, RAN);

        assertThat(kept(Duration.ZERO).find(KEY)).isEmpty();
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(results())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(results())) {
            return files.toList();
        }
    }
}
