package dev.pithyjaunt.agent.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.ListedTrial;
import dev.pithyjaunt.agent.Objection;
import dev.pithyjaunt.protocol.Redactor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class RecordedTrialTest {

    private static final String OTHER = RecordingScene.FITS.replace("hello", "hallo");
    private static final String THIRD = RecordingScene.FITS.replace("hello", "salut");

    @TempDir Path folder;

    private RecordingScene scene;

    @BeforeEach
    void commit() {
        scene = new RecordingScene(folder);
    }

    private void assertSameAgain() {
        Recording recording = Recording.read(scene.file());
        RecordedModels models = new RecordedModels(recording);

        AgentResult again =
                scene.run(
                        models.models(), new RecordedTrial(recording), _ -> {}, "task fake-secret");

        assertThat(Recording.inWords(again)).isEqualTo(recording.result());
        assertThat(models.divergence()).isEmpty();
        assertThat(models.played()).isEqualTo(recording.turns().size());
    }

    @Test
    void objectionsArePlayedAgainWithoutRunningACheck() {
        scene.trial = new ListedTrial(2, 1);

        AgentResult result =
                scene.record(new Redactor(List.of()), RecordingScene.FITS, OTHER, THIRD);

        assertThat(((AgentResult.Patched) result).patch().text()).contains("salut");
        assertThat(Recording.read(scene.file()).objections())
                .containsExactly(
                        new Objection(2, "\"make test\": 2 tests", "With it, 2 tests newly fail."),
                        new Objection(1, "\"make test\": 1 tests", "With it, 1 tests newly fail."));
        assertSameAgain();
    }

    @Test
    void bestOfThePatchesThatFailIsFoundAgain() {
        scene.trial = new ListedTrial(2, 1, 3);

        AgentResult result =
                scene.record(new Redactor(List.of()), RecordingScene.FITS, OTHER, THIRD);

        assertThat(((AgentResult.Patched) result).patch().text()).contains("hallo");
        assertSameAgain();
    }

    @Test
    void whatIsMaskedInAnObjectionMayBeAnything() {
        scene.trial =
                _ -> Optional.of(new Objection(1, "of fake-secret", "It printed fake-secret."));

        scene.record(
                new Redactor(List.of("fake-secret")),
                RecordingScene.FITS,
                "NO CHANGE: it is right");

        assertThat(Recording.read(scene.file()).objections())
                .containsExactly(new Objection(1, "of ***", "It printed ***."));
        assertSameAgain();
    }

    @Test
    void transcriptHasALineForEachObjection() throws IOException {
        scene.trial = new ListedTrial(2);

        scene.record(new Redactor(List.of()), RecordingScene.FITS, OTHER);

        assertThat(Files.readAllLines(scene.file()))
                .contains(
                        "{\"at\":\"1970-01-01T00:00:00Z\",\"role\":\"objected\",\"text\":\"\\\"make test\\\": 2 tests\",\"objection\":{\"failures\":2,\"feedback\":\"With it, 2 tests newly fail.\"}}");
    }

    @Test
    void transcriptThatSaysNothingOfRoundsIsPlayedAgain() throws IOException {
        scene.record(new Redactor(List.of()), RecordingScene.FITS);
        String whole = Files.readString(scene.file());
        assertThat(whole).containsOnlyOnce(",\"rounds\":2}");

        Files.writeString(scene.file(), whole.replace(",\"rounds\":2", ""));

        assertThat(Recording.read(scene.file()).head().rounds()).isNull();
        assertSameAgain();
    }

    @Test
    void objectionThatSaysNothingIsRefused() throws IOException {
        scene.trial = new ListedTrial(2);
        scene.record(new Redactor(List.of()), RecordingScene.FITS, OTHER);
        String whole = Files.readString(scene.file());

        for (String objection : List.of("{\"failures\":0,\"feedback\":\"x\"}", "{}")) {
            Files.writeString(
                    scene.file(),
                    whole.replaceFirst("\"objection\":\\{[^}]*\\}", "\"objection\":" + objection));

            assertThatThrownBy(() -> Recording.read(scene.file()))
                    .hasMessageEndingWith(" is no line of a transcript");
        }
    }
}
