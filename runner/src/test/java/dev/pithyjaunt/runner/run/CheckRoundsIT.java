package dev.pithyjaunt.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Publication;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.testkit.JauntProcess.Ended;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `jaunt run` with checks in a sandbox: what newly fails goes back to the model.
class CheckRoundsIT {

    private static final String GREETS_THE_EARTH = RunScene.GREETS.replace("world", "earth");
    private static final String[] IN_A_SANDBOX = {"--sandbox", "sandbox", "--check", "sh check.sh"};

    @TempDir Path folder;

    @Test
    void newFailureGoesBackToTheModelAndWhatItStatesThenIsPublished() throws Exception {
        try (RunScene scene = scene(RunScene.GREETS, GREETS_THE_EARTH)) {
            Ended ended = scene.run(IN_A_SANDBOX);

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.remote.git("show", scene.branch() + ":greet.sh"))
                    .contains("hello earth");
            assertThat(scene.model.requests()).hasSize(2);
            assertThat(scene.model.requests().getLast().body())
                    .contains("sh check.sh", "no world, please");
            assertThat(scene.file("generate.log"))
                    .contains(
                            "running the checks on the patch, round 1",
                            "checks newly fail: \"sh check.sh\"",
                            "running the checks on the patch, round 2");
            Evidence evidence = Json.read(scene.out.resolve("evidence.json"), Evidence.class);
            assertThat(evidence.verdict()).isEqualTo(Evidence.Verdict.NO_NEW_FAILURE);
            assertThat(evidence.checks().getFirst().base().kept()).isTrue();
            assertThat(scene.out.resolve("work")).doesNotExist();
        }
    }

    @Test
    void failureOfTheLastRoundIsForAPersonWithTheEvidenceOnTop() throws Exception {
        try (RunScene scene =
                scene(RunScene.GREETS, RunScene.GREETS.replace("world", "old world"))) {
            Ended ended =
                    scene.run(
                            Stream.concat(Stream.of(IN_A_SANDBOX), Stream.of("--check-rounds", "1"))
                                    .toArray(String[]::new));

            assertThat(ended.code()).as(ended.errors()).isEqualTo(3);
            assertThat(scene.result().status()).isEqualTo(TaskStatus.NEEDS_REVIEW);
            assertThat(scene.error().category()).isEqualTo(Category.CHECKS_FAILED);
            assertThat(scene.model.requests()).hasSize(2);
            assertThat(Json.read(scene.out.resolve("report.json"), Report.class).warnings())
                    .containsExactly("checks newly fail: \"sh check.sh\"");
            assertThat(Json.read(scene.out.resolve("publication.json"), Publication.class).draft())
                    .isTrue();
            assertThat(scene.file("pull-request.md")).startsWith("**New failure:**");
            assertThat(scene.remote.git("show", scene.branch() + ":greet.sh")).contains("world");
        }
    }

    @Test
    void repositoryCanWantNoDraft() throws Exception {
        try (RunScene scene = scene(RunScene.GREETS)) {
            scene.checkout.write(
                    ".pithy-jaunt.yml", "pull_request: {draft_on_failed_checks: false}\n");
            scene.checkout.commit("settings");

            scene.run("--check", "sh check.sh");

            Publication publication =
                    Json.read(scene.out.resolve("publication.json"), Publication.class);
            assertThat(scene.result().status()).isEqualTo(TaskStatus.NEEDS_REVIEW);
            assertThat(publication.branch()).isNotNull();
            assertThat(publication.draft()).isFalse();
        }
    }

    @Test
    void machineWithoutASandboxIsToldBeforeAnythingIsPaid() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            scene.checkout.write("check.sh", "true\n");
            scene.checkout.commit("check");

            Ended ended = scene.set("PATH", pathWithoutBubblewrap()).run(IN_A_SANDBOX);

            assertThat(ended.code()).isEqualTo(1);
            assertThat(scene.error().category()).isEqualTo(Category.DISPATCH_ERROR);
            assertThat(scene.error().message())
                    .startsWith(
                            "the repository's checks can't be run in a sandbox here: bwrap is not on the PATH"
                                    + " (Debian, Ubuntu: apt install bubblewrap util-linux findutils).")
                    .contains("--sandbox none", "--no-checks");
            assertThat(scene.model.requests()).isEmpty();
        }
    }

    private RunScene scene(String first, String... more) throws Exception {
        assumeThat(Files.exists(Path.of("/usr/bin/bwrap"))).as("bubblewrap is installed").isTrue();
        RunScene scene = RunScene.answering(folder, first, more);
        scene.checkout.write(
                "check.sh", "if grep -q world greet.sh; then echo no world, please; exit 1; fi\n");
        scene.checkout.commit("check");
        return scene;
    }

    /// A folder of links to all other programs.
    private String pathWithoutBubblewrap() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        List<Path> all = new ArrayList<>();
        for (String place : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
            try (Stream<Path> files = Files.list(Path.of(place))) {
                all.addAll(files.toList());
            }
        }
        for (Path program : all) {
            Path link = programs.resolve(program.getFileName().toString());
            if (!link.endsWith("bwrap") && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, program);
            }
        }
        return programs.toString();
    }
}
