package dev.pithyjaunt.server.dispatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.task.Task;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What a server does about local executions that it does not run itself.
class GivenUpIT {

    private static final Execution.Base BASE = new Execution.Base("main", "abc");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @TempDir private Path folder;
    private @Nullable TestServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /// It begins nothing, so that what waits goes on waiting.
    private TestServer start(DatabaseKind kind) {
        server = new TestServer(kind, folder, Map.of("EXECUTION_ENABLED", "false"));
        return server;
    }

    private static Execution taken(TestServer server, Execution.Base base) {
        TestServer.Person owner = server.member();
        Task task = server.task(owner, server.repository(owner));
        Execution waiting =
                server.bean(Executions.class)
                        .begin(owner.account(), task.id(), Execution.Method.LOCAL, "secret");
        ExecutionStore store = server.bean(ExecutionStore.class);
        store.change(waiting.id(), found -> found.dispatched(base, server.now().plus(LIMIT)));
        return store.find(waiting.id()).orElseThrow();
    }

    private static Execution after(TestServer server, Duration time, Execution execution) {
        server.setAhead(time);
        server.bean(LocalBackend.class).look();
        return server.bean(ExecutionStore.class).find(execution.id()).orElseThrow();
    }

    @Test
    void anotherServersOneIsLeftAloneUntilAMinuteAfterItsDeadline() {
        TestServer here = start(DatabaseKind.POSTGRESQL);
        Execution prepared = taken(here, BASE);

        assertThat(after(here, LIMIT.plusSeconds(45), prepared)).isEqualTo(prepared);

        assertThat(after(here, LIMIT.plusSeconds(55), prepared).ending())
                .isEqualTo(
                        Execution.Ending.failed(
                                Category.LOST, "the server that ran it ended before it did"));
    }

    @Test
    void oneThatAnotherServerDidNotPrepareWaitsAgain() {
        TestServer here = start(DatabaseKind.POSTGRESQL);
        Execution taken = taken(here, Execution.Base.NONE);

        assertThat(after(here, Duration.ofSeconds(110), taken)).isEqualTo(taken);

        Execution back = after(here, Duration.ofSeconds(130), taken);
        assertThat(back.status()).isEqualTo(Execution.Status.WAITING);
        assertThat(back.times().deadlineAt()).isNull();
    }

    @Test
    void oneOfItsOwnFromBeforeItsStartIsLostOrWaitsAgainAtOnce() throws Exception {
        TestServer here = start(DatabaseKind.SQLITE);
        Execution lost = taken(here, BASE);
        Path left = Files.createDirectories(folder.resolve("executions").resolve(lost.id()));
        Files.writeString(left.resolve("patch.diff"), "a patch");

        assertThat(after(here, Duration.ZERO, lost).isEnded()).isTrue();

        assertThat(left).doesNotExist();
        Execution taken = taken(here, Execution.Base.NONE);
        assertThat(after(here, Duration.ZERO, taken).status()).isEqualTo(Execution.Status.WAITING);
    }
}
