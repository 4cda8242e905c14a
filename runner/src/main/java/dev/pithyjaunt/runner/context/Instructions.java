package dev.pithyjaunt.runner.context;

import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.prompt.SystemPrompt;
import dev.pithyjaunt.protocol.EditForm;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which instructions a model is given: those that the command names, else those that the
/// repository names ([PromptFile]), else the standard ones.
public final class Instructions {

    private Instructions() {}

    /// @param file that the command names; absent when it names none
    /// @param policy of the base commit
    /// @throws UncheckedIOException when the command's file can't be read
    /// @throws MalformedSettingsException when the repository's can't be taken
    public static SystemPrompt of(@Nullable Path file, Policy policy, EditForm form) {
        if (file == null) {
            return policy.promptFile()
                    .map(own -> SystemPrompt.of(own.path(), own.text(policy.base()), form))
                    .orElseGet(() -> SystemPrompt.standard(form));
        }
        try {
            return SystemPrompt.of(
                    String.valueOf(file.getFileName()), Files.readString(file), form);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the system prompt %s can't be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
