package dev.pithyjaunt.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.bench.agent.Measured;
import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./jaunt bench agent`, which starts `./jaunt generate`. It stands here because bench is built
/// before the program that it measures.
class AgentBenchIT {

    private static final Path ROOT = Path.of(System.getProperty("jaunt.root"));

    private final Capture output = new Capture(1 << 16);
    private final Tail errors = new Tail(1 << 16);

    private Measured measure(String... more) {
        List<String> words = new ArrayList<>(List.of(ROOT.resolve("jaunt").toString()));
        words.addAll(List.of("bench", "agent", "--rounds", "2", "--json"));
        words.addAll(List.of(more));
        Map<String, String> environment = Environment.basic();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAUNT_NO_BUILD", "1");
        assertThat(
                        new Command(words, ROOT, environment)
                                .run(Duration.ofMinutes(3), output, errors)
                                .succeeded())
                .as(() -> errors.text())
                .isTrue();
        return Json.read(output.text(), Measured.class);
    }

    @Test
    void tinyRepositoryIsMeasured() {
        Measured tiny = measure();

        assertThat(tiny.files()).isEqualTo(2);
        assertThat(tiny.rounds()).isEqualTo(1);
        assertThat(tiny.secondsToFirstRequest()).isBetween(0.05, tiny.seconds());
        assertThat(tiny.secondsOutsideModel()).isBetween(0.05, tiny.seconds());
        assertThat(tiny.megabytes()).isBetween(30.0, 400.0);
        assertThat(tiny.firstRequest().fixedTokens()).isBetween(500, 2_000);
        assertThat(tiny.firstRequest().bytes()).isGreaterThan(tiny.firstRequest().fixedBytes());
    }

    @Test
    void repositoryOfSomebodyIsMeasuredAndLeftAsItIs(@TempDir Path folder) {
        TestRepository repository = TestRepository.create(folder.resolve("own"));
        repository.write("a.txt", "a\n").commit("a");

        Measured own = measure("--repo", repository.path().toString());

        assertThat(own.repository()).isEqualTo("own");
        assertThat(own.files()).isEqualTo(1);
        assertThat(repository.git("status", "--porcelain")).isEmpty();
    }
}
