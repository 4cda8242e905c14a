package dev.pithyjaunt.git.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

class CommandTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir Path folder;

    private Command shell(String script) {
        return new Command(
                List.of("sh", "-c", script),
                folder,
                Map.of("PATH", System.getenv("PATH"), "A", "b"));
    }

    @Test
    void outputErrorsInputAndExitCodeArePassedOn() {
        Capture output = new Capture(100);
        Tail errors = new Tail(100);

        Ending ending =
                shell("cat; echo oops >&2; exit 7")
                        .run(MINUTE, "in".getBytes(StandardCharsets.UTF_8), output, errors);

        assertThat(ending).isEqualTo(new Ending.Exited(7));
        assertThat(output.text()).isEqualTo("in");
        assertThat(errors.text()).isEqualTo("oops\n");
    }

    @Test
    void childSeesOnlyTheListedEnvironment() {
        Capture output = new Capture(1000);

        shell("env | cut -d= -f1 | grep -vx -e _ -e PWD -e SHLVL -e OLDPWD | sort | tr '\\n' ' '")
                .run(MINUTE, output, Drain.NONE);

        assertThat(output.text()).isEqualTo("A PATH ");
    }

    @Test
    void childAndGrandchildAreKilledAtTheLimit() {
        Capture output = new Capture(100);

        Ending ending =
                shell("sleep 300 & echo $!; exec sleep 300")
                        .run(Duration.ofMillis(300), output, Drain.NONE);

        assertThat(ending).isInstanceOf(Ending.TimedOut.class);
        assertThat(isRunning(output.text())).isFalse();
    }

    @Test
    void childThatIsAskedToEndMayCleanUp() {
        Ending ending =
                shell("trap 'echo clean > out; exit 0' TERM; while :; do sleep 0.05; done")
                        .run(
                                Duration.ofMillis(300),
                                Duration.ofSeconds(20),
                                new byte[0],
                                Drain.NONE,
                                Drain.NONE);

        assertThat(ending).isInstanceOf(Ending.TimedOut.class);
        assertThat(folder.resolve("out")).hasContent("clean\n");
    }

    @Test
    void interruptKillsTheChildAndCancels() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                shell("echo $$ > pid; echo up; exec sleep 300")
                                        .run(
                                                MINUTE,
                                                Drain.lines(_ -> started.countDown()),
                                                Drain.NONE);
                            } catch (CancellationException e) {
                                thrown.set(e);
                            }
                        });
        started.await();
        thread.interrupt();
        thread.join(Duration.ofSeconds(20));

        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
        assertThat(isRunning(Files.readString(folder.resolve("pid")))).isFalse();
    }

    @Test
    void outputPastTheLimitIsReadAndThrownAway() {
        Capture capture = new Capture(10);
        Tail tail = new Tail(5);

        Ending ending =
                shell("head -c 1000000 /dev/zero | tr '\\0' x; echo 12345 >&2")
                        .run(MINUTE, capture, tail);

        assertThat(ending.succeeded()).isTrue();
        assertThat(capture.text()).isEqualTo("xxxxxxxxxx");
        assertThat(capture.overflowed()).isTrue();
        assertThat(tail.text()).isEqualTo("[1 bytes left out]\n2345\n");
    }

    @Test
    void programThatIsNotThereIsNamed() {
        assertThatThrownBy(() ->
                        new Command(List.of("no-such-program-here"), folder, Map.of())
                                .run(MINUTE, Drain.NONE, Drain.NONE))
                .hasMessage("starting no-such-program-here in " + folder);
    }

    private static boolean isRunning(String pid) {
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .filter(ProcessTree::isRunning)
                .isPresent();
    }
}
