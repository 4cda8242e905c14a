package dev.pithyjaunt.runner.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.DispatchPayload;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionRequest.Base;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.ExecutionRequest.ModelChoice;
import dev.pithyjaunt.protocol.ExecutionRequest.Options;
import dev.pithyjaunt.protocol.ExecutionRequest.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class WorkflowRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir private Path folder;

    private final Map<String, String> variables =
            new HashMap<>(
                    Map.of(
                            "GITHUB_SERVER_URL", "https://github.com",
                            "GITHUB_REPOSITORY", "ada/greetings",
                            "GITHUB_SHA", "c".repeat(40),
                            "GITHUB_REF", "refs/heads/main",
                            "GITHUB_RUN_ID", "77",
                            "GITHUB_RUN_ATTEMPT", "2"));

    private ExecutionRequest read(String event) throws IOException {
        return read(event, "validate");
    }

    private ExecutionRequest read(String event, String phase) throws IOException {
        Path file = Files.writeString(folder.resolve("event.json"), event);
        variables.put("GITHUB_EVENT_PATH", file.toString());
        return new WorkflowRequest(new JobVariables(variables), () -> NOW).read(phase);
    }

    private static ExecutionRequest dispatched(String repository, String description) {
        return new ExecutionRequest(
                "e1",
                "t1",
                1,
                "https://jaunt.example.org",
                repository,
                new Base("main", "b".repeat(40)),
                new Task("Title", description),
                new ModelChoice("openai", null),
                Limits.until(NOW),
                new Options(Checking.standard(), repository, false));
    }

    @Test
    void payloadIsTheRequestButTheRepositoryIsTheWorkflows() throws IOException {
        String payload = DispatchPayload.of(dispatched("https://evil.example.org/x", "Do it"));

        assertThat(read("{\"client_payload\": %s}".formatted(payload)))
                .isEqualTo(dispatched("https://github.com/ada/greetings", "Do it"));
    }

    @Test
    void payloadCanBeTheInputOfAWorkflowDispatch() throws IOException {
        variables.put(
                "PITHY_JAUNT_REQUEST",
                DispatchPayload.of(dispatched("https://github.com/ada/greetings", "Do it")));

        assertThat(read("{\"inputs\": {}}").executionId()).isEqualTo("e1");
    }

    @Test
    void longestTaskThatIsAllowedTravelsWhole() throws IOException {
        String text = "\uD83D\uDE80 \"quoted\" ${{ x }}\n::set-output name=a::b\n".repeat(1000);
        String longest = text.substring(0, 40_000);
        String payload =
                DispatchPayload.of(dispatched("https://github.com/ada/greetings", longest));

        assertThat(payload.length()).isLessThan(DispatchPayload.MAX_BYTES);
        assertThat(read("{\"client_payload\": %s}".formatted(payload)).task().description())
                .isEqualTo(longest);
    }

    @Test
    void whatPeopleStartHasIdsOfTheRun() throws IOException {
        variables.put("PITHY_JAUNT_TASK", "Greet the world\n\nin greet.sh");
        variables.put("PITHY_JAUNT_CHECKS", "make test ;; make lint\n");

        assertThat(read("{\"inputs\": {\"task\": \"ignored here\"}}"))
                .isEqualTo(
                        new ExecutionRequest(
                                "run-77-2",
                                "run-77",
                                2,
                                null,
                                "https://github.com/ada/greetings",
                                new Base("main", "c".repeat(40)),
                                new Task("Greet the world", "Greet the world\n\nin greet.sh"),
                                new ModelChoice(null, null),
                                Limits.until(NOW.plusSeconds(600)),
                                new Options(
                                        new Checking(
                                                CheckMode.JOB,
                                                List.of("make test", "make lint"),
                                                0,
                                                ExecutionRequest.CheckLimits.STANDARD),
                                        "https://github.com/ada/greetings",
                                        false)));
    }

    @Test
    void eventsThatAskForNothingAreRefused() {
        assertThatThrownBy(() -> read("{\"inputs\": {}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "nothing is asked for: the event has no client_payload, and the inputs have no task");
        assertThatThrownBy(() -> read("{\"client_payload\": {\"executionId\": \"e1\"}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the payload of the run's event is no request: request: base is missing");
    }

    @Test
    void phasesEndBeforeTheirJobs() throws IOException {
        variables.put("PITHY_JAUNT_TASK", "Greet");
        assertThat(deadline("generate")).isEqualTo(NOW.plusSeconds(600 - 120));
        assertThat(deadline("validate")).isEqualTo(NOW.plusSeconds(600));

        variables.put("PITHY_JAUNT_JOB_STARTED", Long.toString(NOW.getEpochSecond() - 30));
        variables.put("PITHY_JAUNT_MINUTES", "4");
        assertThat(deadline("generate")).isEqualTo(NOW.plusSeconds(240 - 30 - 20));
        assertThat(deadline("publish")).isEqualTo(NOW.plusSeconds(240 - 30 - 10));

        variables.put("PITHY_JAUNT_MINUTES", "60");
        assertThat(deadline("generate")).isEqualTo(NOW.plusSeconds(600 - 120));

        variables.put("PITHY_JAUNT_MINUTES", "4.5");
        assertThatThrownBy(() -> deadline("generate"))
                .hasMessage(
                        "PITHY_JAUNT_JOB_STARTED must be seconds and PITHY_JAUNT_MINUTES a whole number, not \"%d\" and \"4.5\""
                                .formatted(NOW.getEpochSecond() - 30));
    }

    private Instant deadline(String phase) throws IOException {
        return read("{}", phase).limits().deadline();
    }
}
