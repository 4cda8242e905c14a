package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.agent.path.MalformedGlobException;
import dev.pithyjaunt.agent.path.RepositoryPath;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The file that `prompt.system` names: the repository's own instructions for models, in place of
/// the standard ones. It says nothing of what a patch may do.
///
/// @param settings the file that names it, for messages
/// @param path relative to the repository's root, `/`-separated
/// @param glob that matches this path alone, in every spelling
public record PromptFile(String settings, String path, Glob glob) {

    static final String KEY = "prompt.system";

    private static final int MAX_BYTES = 64 * 1024;

    /// @throws MalformedSettingsException when it can't be the path of a file of the repository
    static PromptFile of(String settings, String path) {
        RepositoryPath.broken(path)
                .ifPresent(rule -> {
                    throw malformed(settings, path, rule.sentence());
                });
        if (path.matches("(?s).*[*?\\[\\]{}].*")) {
            throw malformed(settings, path, "it is one path, with none of * ? [ ] { }");
        }
        try {
            return new PromptFile(settings, path, Glob.folding("/" + path));
        } catch (MalformedGlobException e) {
            throw malformed(settings, path, e.problem());
        }
    }

    /// Reads its text as the commit has it.
    ///
    /// @throws MalformedSettingsException when there is none, or it can't be taken as it is
    public String text(CommitTree base) {
        TreeFile file =
                base.find(path).orElseThrow(() -> malformed("the base commit has no such file"));
        if (!file.isRegular()) {
            throw malformed("it is not a regular file");
        }
        long size = base.size(file);
        if (size > MAX_BYTES) {
            throw malformed(
                    "it has %,d bytes, and at most %,d are read".formatted(size, MAX_BYTES));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(base.read(file)))
                    .toString();
        } catch (CharacterCodingException _) {
            throw malformed("it is not UTF-8");
        }
    }

    private MalformedSettingsException malformed(String problem) {
        return malformed(settings, path, problem);
    }

    private static MalformedSettingsException malformed(
            String settings, String path, String problem) {
        return new MalformedSettingsException(
                settings, KEY, "is \"%s\": %s".formatted(Reason.shown(path), problem));
    }

    /// A patch that changes it would instruct the models of later tasks.
    ProtectedPaths protection() {
        return new ProtectedPaths(
                glob, Rule.SETTINGS, "tells models what to do here (%s)".formatted(settings));
    }
}
