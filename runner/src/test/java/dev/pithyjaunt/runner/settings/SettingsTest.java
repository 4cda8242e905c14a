package dev.pithyjaunt.runner.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class SettingsTest {

    @Test
    void phaseInAnotherFolderFindsTheFileOfModels() {
        Settings settings = new Settings(Map.of("JAUNT_MODELS", "models.json", "HOST", "here"));

        assertThat(settings.ofTheModel())
                .isEqualTo(
                        Map.of("JAUNT_MODELS", Path.of("models.json").toAbsolutePath().toString()));
    }

    @Test
    void fileOfModelsThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new Settings(Map.of("JAUNT_MODELS", "none.json")).catalog())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JAUNT_MODELS: none.json: there is no such file, or it can't be read");
    }
}
