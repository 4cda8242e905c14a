package dev.pithyjaunt.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class ShellScriptTest {

    private static final String ODD = "it's \"$HOME\" `id` \\ * \n; exit 9 #";

    @TempDir Path folder;

    private final Capture output = new Capture(1 << 10);

    private Ending run(ShellScript script, String... program) {
        return new Command(script.becoming(List.of(program)), folder, Environment.basic())
                .run(Duration.ofSeconds(20), output, new Tail(1 << 10));
    }

    @Test
    void wordsAreTakenAsTheyAre() {
        Ending ending =
                run(new ShellScript().add("printf", "%s|", ODD, "", "b"), "printf", "%s", ODD);

        assertThat(ending).isEqualTo(new Ending.Exited(0));
        assertThat(output.text()).isEqualTo(ODD + "||b|" + ODD);
    }

    @Test
    void itStopsAtTheFirstCommandThatFails() {
        Ending ending =
                run(new ShellScript().add("sh", "-c", "exit 7").add("echo", "on"), "echo", "end");

        assertThat(ending).isEqualTo(new Ending.Exited(7));
        assertThat(output.text()).isEmpty();
    }

    @Test
    void itJoinsAsTheProcessThatItBecomes() {
        Path file = folder.resolve("it's processes");

        run(new ShellScript().join(file.toString()), "sh", "-c", "echo $$");

        assertThat(file).hasContent(output.text());
    }
}
