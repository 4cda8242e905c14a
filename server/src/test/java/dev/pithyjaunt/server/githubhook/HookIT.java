package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.server.DatabaseKind;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;

/// What the stand-in for GitHub tells a server, and what the server makes of it. One server for all
/// cases on a database; each has a repository and people of its own.
@ParameterizedClass(name = "{0}")
@EnumSource
// The checker does not know what runs before each invocation of a parameterized class.
@SuppressWarnings("NullAway.Init")
class HookIT {

    static HookScene scene;

    @Parameter DatabaseKind kind = DatabaseKind.SQLITE;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) throws IOException {
        scene = new HookScene(kind, Files.createTempDirectory("hook"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        scene.close();
    }

    @Nested
    class Gate extends GateCases {}

    @Nested
    class PullRequestsAndRuns extends PullRequestCases {}

    @Nested
    class TasksOfIssues extends IssueHookCases {}

    @Nested
    class Owners extends IssueOwnerCases {}

    @Nested
    class Answers extends IssueAnswerCases {}
}
