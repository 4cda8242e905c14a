package dev.pithyjaunt.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class JsonTest {

    private static final ExecutionRequest REQUEST =
            new ExecutionRequest(
                    "e1",
                    "t1",
                    1,
                    null,
                    "https://example.org/a.git",
                    new ExecutionRequest.Base("main", "0123456789012345678901234567890123456789"),
                    new ExecutionRequest.Task("Title", "Title\nmore"),
                    new ExecutionRequest.ModelChoice(null, null),
                    ExecutionRequest.Limits.until(Instant.parse("2026-01-02T03:04:05Z")),
                    new ExecutionRequest.Options(
                            new ExecutionRequest.Checking(
                                    CheckMode.SANDBOX,
                                    List.of("make test"),
                                    2,
                                    ExecutionRequest.CheckLimits.STANDARD),
                            "origin",
                            false));

    @TempDir Path folder;

    @Test
    void requestSurvivesAFile() {
        Json.write(folder.resolve("request.json"), REQUEST);

        assertThat(Json.read(folder.resolve("request.json"), ExecutionRequest.class))
                .isEqualTo(REQUEST);
    }

    @Test
    void requestHasTheFieldsOfADispatch() {
        assertThat(Json.line(REQUEST))
                .isEqualTo(
                        """
                        {"executionId":"e1","taskId":"t1","attempt":1,\
                        "repository":"https://example.org/a.git",\
                        "base":{"branch":"main","commit":"0123456789012345678901234567890123456789"},\
                        "task":{"title":"Title","description":"Title\\nmore"},"model":{},\
                        "limits":{"deadline":"2026-01-02T03:04:05Z","promptTokens":24000,\
                        "outputTokens":32000,"modelCallSeconds":180,"attempts":3,\
                        "tokens":500000},\
                        "options":{"checking":{"mode":"sandbox","commands":["make test"],"rounds":2,\
                        "limits":{"seconds":240,"memoryMib":4096,"processes":2048,"diskMib":8192,"outputMib":64}},\
                        "pushTo":"origin","dryRun":false}}\
                        """);
    }

    @Test
    void enumsAreLowerCaseAndUnknownFieldsIgnored() {
        ExecutionError error =
                Json.read(
                        "{\"category\":\"model_timeout\",\"message\":\"m\",\"later\":[1]}",
                        ExecutionError.class);

        assertThat(error).isEqualTo(new ExecutionError(ExecutionError.Category.MODEL_TIMEOUT, "m"));
    }

    @Test
    void malformedTextSaysWhere() {
        assertThatThrownBy(() -> Json.read("{\"category\":\n oops}", ExecutionError.class))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageStartingWith("ExecutionError: Unrecognized token 'oops'")
                .hasMessageContaining("(line 2, column ");
    }

    @Test
    void idThatCouldNameAnotherPathIsRefused() {
        assertThatThrownBy(() -> Id.require("taskId", "../x"))
                .hasMessage(
                        "taskId \"../x\": expected up to 64 lower-case letters, digits and hyphens");
        assertThat(Id.require("taskId", Id.next())).hasSize(26);
    }
}
