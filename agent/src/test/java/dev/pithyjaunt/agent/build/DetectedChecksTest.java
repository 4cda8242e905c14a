package dev.pithyjaunt.agent.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.build.BuildCommand.Purpose;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class DetectedChecksTest {

    private static final String FETCH_TESTS =
            "-q test '-Dtest=*#noSuchMethodHere' -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false";

    @TempDir private Path folder;

    private TestRepository repository = new TestRepository(Path.of(""));

    @BeforeEach
    void createRepository() {
        repository = TestRepository.create(folder.resolve("repository"));
    }

    private DetectedChecksTest with(String path, String content) {
        repository.write(path, content);
        return this;
    }

    private DetectedChecks detected() {
        return DetectedChecks.of(BuildSystems.of(TestTree.of(folder, repository).tree()));
    }

    /// A line for each command and note.
    private List<String> lines() {
        DetectedChecks detected = detected();
        List<String> lines = new ArrayList<>();
        detected.setUp().forEach(command -> lines.add("set up " + line(command)));
        detected.checks().forEach(command -> lines.add("check " + line(command)));
        lines.addAll(detected.notes());
        return lines;
    }

    private static String line(DetectedChecks.Command command) {
        return "'%s': %s (%s)".formatted(command.folder(), command.line(), command.source());
    }

    @Test
    void nothingIsRunWhereNothingIsFound() {
        assertThat(with("a.txt", "a").detected())
                .isEqualTo(new DetectedChecks(List.of(), List.of(), List.of()));
    }

    @Test
    void setUpOfMavenFetchesWhatItsChecksNeedOffline() {
        with(
                        "pom.xml",
                        """
                        <project><build><plugins>
                          <plugin><artifactId>spotless-maven-plugin</artifactId></plugin>
                          <plugin><artifactId>maven-checkstyle-plugin</artifactId></plugin>
                        </plugins></build></project>
                        """)
                .with("apart/pom.xml", "<project/>")
                .with("apart/mvnw", "");

        assertThat(lines())
                .containsExactly(
                        "set up '': mvn -B " + FETCH_TESTS + " (pom.xml)",
                        "set up '': mvn -B -q -fn spotless:check (pom.xml: spotless-maven-plugin)",
                        "set up '': mvn -B -q -fn checkstyle:check (pom.xml: maven-checkstyle-plugin)",
                        "set up 'apart': ./mvnw -B " + FETCH_TESTS + " (apart/mvnw)",
                        "check '': mvn -B -o test (pom.xml)",
                        "check '': mvn -B -o spotless:check (pom.xml: spotless-maven-plugin)",
                        "check '': mvn -B -o checkstyle:check (pom.xml: maven-checkstyle-plugin)",
                        "check 'apart': ./mvnw -B -o test (apart/mvnw)");
    }

    @Test
    void othersAreRunAsTheyAreShown() {
        with("package.json", "{\"scripts\": {\"lint\": \"eslint .\", \"test\": \"vitest\"}}")
                .with("package-lock.json", "{}")
                .with("tool/go.mod", "module a");

        assertThat(lines())
                .containsExactly(
                        "set up '': npm ci (package-lock.json)",
                        "set up 'tool': go mod download (tool/go.mod)",
                        "check '': npm test (package.json: scripts.test)",
                        "check '': npm run lint (package.json: scripts.lint)",
                        "check 'tool': go test ./... (tool/go.mod)",
                        "check 'tool': go vet ./... (tool/go.mod)");
    }

    @Test
    void setUpIsThatOfSystemsThatAreChecked() {
        with("package.json", "{}").with("composer.json", "{\"scripts\": {\"lint\": \"phpcs\"}}");

        assertThat(lines())
                .containsExactly(
                        "set up '': composer install (composer.json)",
                        "check '': composer lint (composer.json: scripts.lint)");
    }

    @Test
    void makeIsLeftOutWhereABuildToolTests() {
        with("go.mod", "module a").with("Makefile", "test:\n\tgo test\nlint:\n\tgo vet\n");

        assertThat(lines()).isNotEmpty().noneMatch(line -> line.contains("make"));
    }

    @Test
    void makeIsTakenWhereNothingElseTests() {
        with("package.json", "{\"scripts\": {\"lint\": \"eslint .\"}}")
                .with("justfile", "test:\n    sh test.sh\n")
                .with("inner/go.mod", "module a");

        assertThat(lines())
                .containsExactly(
                        "set up '': npm install (package.json)",
                        "set up 'inner': go mod download (inner/go.mod)",
                        "check '': npm run lint (package.json: scripts.lint)",
                        "check '': just test (justfile: test)",
                        "check 'inner': go test ./... (inner/go.mod)",
                        "check 'inner': go vet ./... (inner/go.mod)");
    }

    @Test
    void checksAreEightAtMostAndSetUpIsOnlyForThese() {
        for (int i = 1; i <= 6; i++) {
            with("m%d/go.mod".formatted(i), "module a");
        }

        List<String> lines = lines();

        assertThat(lines).hasSize(4 + 8 + 1);
        assertThat(lines)
                .contains("set up 'm4': go mod download (m4/go.mod)")
                .noneMatch(line -> line.contains("m5"))
                .endsWith(
                        "check 'm4': go test ./... (m4/go.mod)",
                        "check 'm4': go vet ./... (m4/go.mod)",
                        "At most 8 tests and lints are run, and 4 more were found.");
    }

    @Test
    void equalCommandsOfOneFolderAreRunOnce() {
        BuildSystem one = system("one", "a");
        BuildSystem two = system("two", "a");
        BuildSystem elsewhere = system("three", "b");

        assertThat(DetectedChecks.of(List.of(one, two, elsewhere)))
                .isEqualTo(
                        new DetectedChecks(
                                List.of(
                                        new DetectedChecks.Command("get", "a", "one"),
                                        new DetectedChecks.Command("get", "b", "three")),
                                List.of(
                                        new DetectedChecks.Command("test", "a", "one"),
                                        new DetectedChecks.Command("test", "b", "three")),
                                List.of()));
    }

    private static BuildSystem system(String name, String folder) {
        return new BuildSystem(
                name,
                folder + "/manifest",
                folder,
                List.of(
                        new BuildCommand(Purpose.SET_UP, "get", name),
                        new BuildCommand(Purpose.TEST, "test", name)),
                List.of());
    }

    @Test
    void variablesKeepToolsOffTheNetwork() {
        assertThat(DetectedChecks.OFFLINE)
                .isEqualTo(
                        Map.of(
                                "CARGO_NET_OFFLINE", "true",
                                "GOPROXY", "off",
                                "PIP_NO_INDEX", "1",
                                "npm_config_offline", "true"));
    }
}
