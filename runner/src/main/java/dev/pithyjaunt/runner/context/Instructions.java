package dev.pithyjaunt.runner.context;

import dev.pithyjaunt.agent.prompt.SystemPrompt;
import dev.pithyjaunt.protocol.EditForm;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which instructions a model is given: those that the command names, else the standard ones.
public final class Instructions {

    private Instructions() {}

    /// @param file that the command names; absent when it names none
    /// @throws UncheckedIOException when that file can't be read
    public static SystemPrompt of(@Nullable Path file, EditForm form) {
        if (file == null) {
            return SystemPrompt.standard(form);
        }
        try {
            return SystemPrompt.of(
                    String.valueOf(file.getFileName()), Files.readString(file), form);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the system prompt " + file, e);
        }
    }
}
