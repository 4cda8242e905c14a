package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// What a repository says of itself: what a patch is held to, whose instructions models get, and
/// how it is checked and published.
///
/// @param allowed the only paths that it may change; empty when it may change all
/// @param protectedPaths those that need a person's eyes; the first that matches says why
/// @param prompt absent when models get the standard instructions
/// @param checks how commits are prepared and checked
/// @param publishing what commits and pull requests are made like
public record PolicySettings(
        List<Glob> allowed,
        List<ProtectedPaths> protectedPaths,
        Limits limits,
        @Nullable PromptFile prompt,
        CheckSettings checks,
        PublishingSettings publishing) {

    /// Where a repository keeps settings of its own.
    public static final String FILE = ".pithy-jaunt.yml";

    private static final String OTHER_ENDING = ".pithy-jaunt.yaml";

    public PolicySettings {
        allowed = List.copyOf(allowed);
        protectedPaths = List.copyOf(protectedPaths);
    }

    /// What holds where a repository says nothing.
    public static PolicySettings standard() {
        return new PolicySettings(
                List.of(),
                ProtectedPaths.standard(),
                Limits.STANDARD,
                null,
                CheckSettings.STANDARD,
                PublishingSettings.STANDARD);
    }

    /// The settings of a commit: those of its file. What it says of paths and limits can only be
    /// stricter than the standard.
    ///
    /// @throws MalformedSettingsException when the file can't be taken as it is
    public static PolicySettings at(CommitTree base) {
        Optional<TreeFile> file = base.find(FILE);
        if (file.isEmpty()) {
            if (base.find(OTHER_ENDING).isPresent()) {
                throw new MalformedSettingsException(
                        OTHER_ENDING, "", "is not read; it must be named " + FILE);
            }
            return standard();
        }
        if (!file.get().isRegular()) {
            throw new MalformedSettingsException(FILE, "", "it is not a regular file");
        }
        long size = base.size(file.get());
        if (size > YamlText.MAX_BYTES) {
            throw YamlText.tooLarge(FILE, size);
        }
        return SettingsReader.read(FILE, base.read(file.get()));
    }
}
