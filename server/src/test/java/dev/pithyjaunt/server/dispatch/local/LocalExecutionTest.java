package dev.pithyjaunt.server.dispatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.server.dispatch.local.PhaseProgram.Phase;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

class LocalExecutionTest {

    @Test
    void nextPhaseBeginsOnlyWhenTheLastLeftSomethingForIt() {
        assertThat(LocalExecution.goesOn(Phase.GENERATE, new Ending.Exited(0), true)).isTrue();
        assertThat(LocalExecution.goesOn(Phase.GENERATE, new Ending.Exited(3), true)).isTrue();
        assertThat(LocalExecution.goesOn(Phase.GENERATE, new Ending.Exited(3), false)).isFalse();
        assertThat(LocalExecution.goesOn(Phase.GENERATE, new Ending.Exited(1), true)).isFalse();
        assertThat(LocalExecution.goesOn(Phase.VALIDATE, new Ending.Exited(0), true)).isTrue();
        assertThat(LocalExecution.goesOn(Phase.VALIDATE, new Ending.Exited(3), true)).isTrue();
        assertThat(LocalExecution.goesOn(Phase.VALIDATE, new Ending.Exited(1), true)).isFalse();
        assertThat(LocalExecution.goesOn(Phase.PUBLISH, new Ending.Exited(0), true)).isFalse();
        assertThat(LocalExecution.goesOn(Phase.GENERATE, new Ending.TimedOut(Duration.ZERO), true))
                .isFalse();
    }

    @Test
    void eachPhaseGetsOnlyTheSecretsItNeeds() {
        PhaseProgram program =
                new PhaseProgram(
                        Path.of("jaunt.jar"),
                        new WorkFolder(Path.of("folder")),
                        Map.of("OPENAI_API_KEY", "key"),
                        Map.of("GITHUB_TOKEN", "token"),
                        "secret");
        assertThat(program.settings(Phase.GENERATE))
                .containsOnlyKeys("OPENAI_API_KEY", "PITHY_JAUNT_EVENT_SECRET");
        assertThat(program.settings(Phase.VALIDATE)).isEmpty();
        assertThat(program.settings(Phase.PUBLISH))
                .containsOnlyKeys("GITHUB_TOKEN", "PITHY_JAUNT_EVENT_SECRET");
        assertThat(program.settings(Phase.REPORT)).containsOnlyKeys("PITHY_JAUNT_EVENT_SECRET");
        assertThat(program.toString()).doesNotContain("key", "token", "secret");
    }

    @Test
    void phasesThatRunChecksKnowWhereTheJdkIs() {
        assertThat(PhaseProgram.environment(Phase.GENERATE))
                .containsEntry("JAVA_HOME", System.getProperty("java.home"))
                .containsAllEntriesOf(PhaseProgram.environment(Phase.PUBLISH));
        assertThat(PhaseProgram.environment(Phase.VALIDATE))
                .containsEntry("JAVA_HOME", System.getProperty("java.home"))
                .doesNotContainKeys("SSH_AUTH_SOCK", "GIT_ASKPASS", "HTTPS_PROXY");
        assertThat(PhaseProgram.environment(Phase.PUBLISH)).doesNotContainKey("JAVA_HOME");
        assertThat(PhaseProgram.environment(Phase.REPORT)).doesNotContainKey("JAVA_HOME");
    }
}
