package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.github.actions.ActionsSettings;
import dev.pithyjaunt.github.rest.ForgeException;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the repository's settings say; each part empty where it could not be read, as with a token
/// that may not.
///
/// @param secrets names of the repository's own
record Readiness(
        Optional<Boolean> areActionsOn,
        Optional<Boolean> mayOpenPullRequests,
        Optional<List<String>> secrets) {

    static Readiness of(ActionsSettings settings) {
        return new Readiness(
                readable(() -> settings.allowed().isEnabled()),
                readable(() -> settings.workflowToken().canCreatePullRequests()),
                readable(settings::secretNames));
    }

    private static <T> Optional<T> readable(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (ForgeException _) {
            return Optional.empty();
        }
    }
}
