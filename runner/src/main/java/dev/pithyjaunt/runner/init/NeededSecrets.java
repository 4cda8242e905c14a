package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.protocol.catalog.ModelSelection;
import dev.pithyjaunt.runner.settings.Settings;

import java.util.List;
import java.util.Locale;

/// The secrets that the workflow reads.
public final class NeededSecrets {

    /// What events are signed with.
    public static final String EVENT = "PITHY_JAUNT_EVENT_SECRET";

    /// In place of GitHub's own token, which starts no other workflow.
    public static final String TOKEN = "PITHY_JAUNT_TOKEN";

    /// Those of which one is needed at least.
    private static final List<String> KEYS =
            List.of("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENROUTER_API_KEY");

    private NeededSecrets() {}

    /// Keys of the models that the settings of this machine name; empty when they name none that a
    /// workflow could ask.
    public static List<String> keys(Settings settings) {
        if (!settings.nameAModel()) {
            return List.of();
        }
        try {
            return ModelSelection.from(settings.values(), settings.catalog(), null, null)
                    .all()
                    .stream()
                    .map(ModelFacts::provider)
                    .map(provider -> provider.toUpperCase(Locale.ROOT) + "_API_KEY")
                    .filter(KEYS::contains)
                    .distinct()
                    .toList();
        } catch (IllegalArgumentException _) {
            // Which model is meant is said where one is asked.
            return List.of();
        }
    }

    /// All that may hold a key of a model.
    public static List<String> anyKeys() {
        return KEYS;
    }
}
