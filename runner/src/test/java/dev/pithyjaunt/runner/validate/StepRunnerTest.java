package dev.pithyjaunt.runner.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.sandbox.Place;
import dev.pithyjaunt.runner.sandbox.Sandbox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

class StepRunnerTest {

    @TempDir Path folder;

    @Test
    void linkThatACheckLeftInItsPlaceIsNotFollowed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "as it was");
        Deadline deadline = Deadline.in(Duration.ofMinutes(1), InstantSource.system());
        try (Sandbox sandbox =
                Sandbox.open(
                        CheckMode.NONE, folder.resolve("places"), List.of(), folder.resolve("c"))) {
            Place place = sandbox.newPlace(List.of());
            StepRunner steps =
                    new StepRunner(
                            sandbox,
                            CheckLimits.STANDARD,
                            deadline,
                            new Redactor(List.of()),
                            Progress.onStandardError());

            Ran ran = steps.check(step("ln -s " + file + " ../now"), place, "base");
            steps.check(step("true"), place, "base");

            assertThat(ran.passed()).isTrue();
            assertThat(file).hasContent("as it was");
        }
    }

    private static Step step(String line) {
        return new Step(line, "", "a test", Duration.ofSeconds(30));
    }
}
