package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionRequest.Base;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.ExecutionRequest.ModelChoice;
import dev.pithyjaunt.protocol.ExecutionRequest.Options;
import dev.pithyjaunt.protocol.ExecutionRequest.Task;

import java.time.Instant;

/// Requests of one task.
final class Requests {

    private Requests() {}

    static ExecutionRequest of(String executionId, String title, String description) {
        return new ExecutionRequest(
                executionId,
                "t1",
                1,
                "https://jaunt.example.org",
                "https://github.com/ada/greetings",
                new Base("main", "b".repeat(40)),
                new Task(title, description),
                new ModelChoice(null, null),
                Limits.until(Instant.EPOCH),
                new Options(Checking.off(), "https://github.com/ada/greetings", false));
    }
}
