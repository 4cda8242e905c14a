package dev.pithyjaunt.runner.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.protocol.Evidence.Tests;
import dev.pithyjaunt.protocol.EvidenceSchema;
import dev.pithyjaunt.runner.validate.ToolProject.Ends;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Real build tools, found by their manifests and run in a sandbox: what they say of patches. One
/// sandbox and one base serve several patches, as they do while a model works.
class ToolsIT {

    private static final List<String> TESTED = List.of("a", "b", "c", "d");

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MAVEN")
    void ofACommitWhoseTestsPass(ToolProject tool) throws Exception {
        tool.needsItsPrograms();
        ValidationScene scene = new ValidationScene(folder);
        scene.base(tool.files(tests("a+ b+"), scene.marker()));
        try (Examination examination = scene.examination()) {

            assertThat(said(tool, examination, scene, "a+ b+ c+"))
                    .isEqualTo("NO_NEW_FAILURE: PASSES, appeared [c], repeats 0");
            assertThat(said(tool, examination, scene, "a+ b?"))
                    .isEqualTo("NO_NEW_FAILURE: FLAKY, flaky [b], repeats 1");
            assertThat(said(tool, examination, scene, "a+ b-"))
                    .isEqualTo("NEW_FAILURE: NEWLY_FAILS, new [b], repeats 2");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MAVEN")
    void ofACommitOneOfWhoseTestsFails(ToolProject tool) throws Exception {
        tool.needsItsPrograms();
        ValidationScene scene = new ValidationScene(folder);
        scene.base(tool.files(tests("a+ b- d+"), scene.marker()));
        try (Examination examination = scene.examination()) {

            assertThat(said(tool, examination, scene, "a+ b- d+ c+"))
                    .isEqualTo(
                            "NO_NEW_FAILURE: ALREADY_FAILED, appeared [c], already [b], repeats 0");
            assertThat(said(tool, examination, scene, "a+ b+ d+"))
                    .isEqualTo("NO_NEW_FAILURE: FIXED, fixed [b], repeats 0");
            assertThat(said(tool, examination, scene, "a- b- c?"))
                    .isEqualTo(
                            "NEW_FAILURE: NEWLY_FAILS, appeared [c], already [b], flaky [c], new [a], vanished [d], repeats 2");
        }
    }

    /// Maven takes seconds, so each row tells as much as it can, and is run again only once.
    @Test
    void ofACommitThatMavenBuilds() throws Exception {
        ToolProject tool = ToolProject.MAVEN;
        tool.needsItsPrograms();
        ValidationScene scene = new ValidationScene(folder);
        scene.base(tool.files(tests("a+ b- d+"), scene.marker()));
        try (Examination examination = scene.examination()) {

            assertThat(said(tool, examination, scene, "a+ b+ d+", 1))
                    .isEqualTo("NO_NEW_FAILURE: FIXED, fixed [b], repeats 0");
            assertThat(said(tool, examination, scene, "a- b- c?", 1))
                    .isEqualTo(
                            "NEW_FAILURE: NEWLY_FAILS, appeared [c], already [b], flaky [c], new [a], vanished [d], repeats 1");
        }
    }

    @Test
    void evidenceIsAsItsSchemaSays() throws Exception {
        ToolProject tool = ToolProject.NPM;
        tool.needsItsPrograms();
        ValidationScene scene = new ValidationScene(folder);
        scene.base(tool.files(tests("a+ b-"), scene.marker()))
                .patch(tool.files(tests("a- b-"), scene.marker()));

        Evidence evidence = scene.validate();

        byte[] written = Files.readAllBytes(scene.out().resolve("evidence.json"));
        assertThat(new EvidenceSchema().read(written)).isEqualTo(evidence);
        assertThat(evidence.verdict()).isEqualTo(Evidence.Verdict.NEW_FAILURE);
        assertThat(evidence.tools())
                .hasSize(2)
                .allMatch(line -> line.matches("(node|npm) --version: v?\\d+.*"));
        assertThat(evidence.checks())
                .extracting(Check::source)
                .containsExactly("package.json: scripts.test");
        assertThat(scene.file("evidence.md")).contains("npm test");
    }

    /// What one more patch is told to do, in one line.
    private static String said(
            ToolProject tool, Examination examination, ValidationScene scene, String tests)
            throws IOException {
        return said(tool, examination, scene, tests, 2);
    }

    private static String said(
            ToolProject tool,
            Examination examination,
            ValidationScene scene,
            String tests,
            int maxRepeats)
            throws IOException {
        scene.patch(tool.files(tests(tests), scene.marker()));
        Files.deleteIfExists(scene.marker());
        Findings findings = examination.examine(scene.patch(), maxRepeats);
        assumeTrue(
                findings.setUp().stream().map(SetUp::base).allMatch(Evidence.Side::passed),
                "the set-up finds no network: " + findings.setUp());
        assertThat(findings.setUp())
                .extracting(SetUp::command)
                .isEqualTo(tool.setUp.isEmpty() ? List.of() : List.of(tool.setUp));
        assertThat(findings.checks()).extracting(Check::command).containsExactly(tool.command);
        Check check = findings.checks().getFirst();
        assertThat(check.tests()).as(check.patched().output()).isNotNull();
        return "%s: %s%s, repeats %d"
                .formatted(
                        findings.verdict(),
                        check.comparison(),
                        said(tool, Objects.requireNonNull(check.tests())),
                        check.repeats());
    }

    private static String said(ToolProject tool, Tests tests) {
        Map<String, Names> lists = new LinkedHashMap<>();
        lists.put("appeared", tests.appeared());
        lists.put("already", tests.alreadyFailing());
        lists.put("fixed", tests.fixed());
        lists.put("flaky", tests.flaky());
        lists.put("new", tests.newFailures());
        lists.put("vanished", tests.vanished());
        return lists.entrySet().stream()
                .filter(list -> list.getValue().count() > 0)
                .map(list -> ", %s %s".formatted(list.getKey(), here(tool, list.getValue())))
                .collect(Collectors.joining());
    }

    /// The names that tests have here; of others, the whole name.
    private static List<String> here(ToolProject tool, Names names) {
        Map<String, String> known =
                TESTED.stream().collect(Collectors.toMap(tool::named, test -> test));
        return names.names().stream().map(name -> known.getOrDefault(name, name)).toList();
    }

    /// @param tests such as `a+ b- c?`: one that passes, one that fails, one that is flaky
    private static Map<String, Ends> tests(String tests) {
        Map<String, Ends> all = new LinkedHashMap<>();
        for (String test : tests.split(" ", -1)) {
            all.put(
                    test.substring(0, 1),
                    switch (test.charAt(1)) {
                        case '+' -> Ends.PASSES;
                        case '-' -> Ends.FAILS;
                        default -> Ends.FLAKES;
                    });
        }
        return all;
    }
}
