package dev.pithyjaunt.runner.generate;

import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.patch.FilePatch;
import dev.pithyjaunt.agent.patch.Line;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.policy.Reason;
import dev.pithyjaunt.agent.policy.Rule;
import dev.pithyjaunt.runner.settings.Settings;

import java.util.List;
import java.util.stream.Stream;

/// Keeps this program's own secrets out of a change: policy knows what tokens look like, and a key
/// need not look like one.
final class OwnSecrets {

    private final Settings settings;

    OwnSecrets(Settings settings) {
        this.settings = settings;
    }

    /// The result, or what is said in place of a patch that brings in a secret.
    AgentResult keptOut(AgentResult result) {
        return switch (result) {
            case AgentResult.Patched(Patch patch, _, _, _) -> keptOut(result, patch);
            case AgentResult.Partial(AgentResult.Patched(Patch patch, _, _, _), _) ->
                    keptOut(result, patch);
            case AgentResult.Refused _,
                    AgentResult.Forbidden _,
                    AgentResult.Asks _,
                    AgentResult.NothingToChange _,
                    AgentResult.Failed _ ->
                    result;
        };
    }

    private AgentResult keptOut(AgentResult result, Patch patch) {
        List<Reason> reasons =
                patch.files().stream()
                        .filter(this::bringsInASecret)
                        .map(file ->
                                new Reason(
                                        Rule.SECRET,
                                        settings.haveSecretIn(file.newPath()) ? "" : file.newPath(),
                                        "would hold a secret of this program's settings"))
                        .toList();
        return reasons.isEmpty() ? result : new AgentResult.Forbidden(reasons);
    }

    private boolean bringsInASecret(FilePatch file) {
        Stream<String> added =
                file.hunks().stream()
                        .flatMap(hunk -> hunk.lines().stream())
                        .filter(line -> line.kind() == Line.Kind.ADDED)
                        .map(Line::text);
        return Stream.concat(Stream.of(file.newPath()), added).anyMatch(settings::haveSecretIn);
    }
}
