package dev.pithyjaunt.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The built launcher and programs, in front of a scripted model.
class AgentBenchIT {

    @TempDir private Path folder;

    private final GenerateProgram program =
            new GenerateProgram(Path.of(System.getProperty("jaunt.root"), "jaunt"));

    @Test
    void tinyRepositoryIsChangedAndMeasured() {
        Subject tiny = Subject.tiny(folder, null);
        List<Round> rounds = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            rounds.add(program.run(tiny, folder.resolve(name)));
        }

        assertThat(folder.resolve("second/patch.diff")).content().contains("+echo hello world");
        Measured measured = Measured.of(tiny.name(), tiny.files(), rounds);
        assertThat(measured.rounds()).isEqualTo(1);
        assertThat(measured.secondsToFirstRequest()).isBetween(0.05, measured.seconds());
        assertThat(measured.secondsOutsideModel()).isBetween(0.05, measured.seconds());
        assertThat(measured.megabytes()).isBetween(30.0, 400.0);
        assertThat(measured.firstRequest().fixedTokens()).isBetween(500, 2_000);
        assertThat(measured.firstRequest().bytes())
                .isGreaterThan(measured.firstRequest().fixedBytes());
    }

    @Test
    void repositoryOfSomebodyIsLeftAsItIs() {
        Subject tiny = Subject.tiny(folder, null);
        Subject foreign = Subject.of(tiny.repository(), "Anything");

        Round round = program.run(foreign, folder.resolve("execution"));

        assertThat(foreign.answer()).isEqualTo(new Answer.Text("NO CHANGE: measured"));
        assertThat(round.seconds()).isGreaterThan(round.toFirstRequest());
        assertThat(Files.exists(folder.resolve("execution/patch.diff"))).isFalse();
    }
}
