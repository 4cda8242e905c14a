package dev.pithyjaunt.agent.patch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A whole diff, as values from which the same bytes can be printed again.
public record Patch(List<FilePatch> files) {

    /// What [#parse] takes at most: more than a person reviews, and little enough for any machine.
    public static final int MAX_BYTES = 32 << 20;

    /// Lines that [#parse] takes at most.
    public static final int MAX_LINES = 1_000_000;

    public Patch {
        files = List.copyOf(files);
    }

    /// Reads what `git diff` prints, and unified diffs of other programs that have the prefixes
    /// `a/` and `b/`. Strict: nothing is skipped or guessed, so text before, between or behind the
    /// files' parts is refused.
    ///
    /// @throws PatchFormatException with the first line that is at fault
    public static Patch parse(byte[] diff) {
        return new PatchReader(diff).read();
    }

    /// The diff. Of a patch that was parsed, the bytes that were parsed.
    public byte[] bytes() {
        return PatchWriter.bytes(this);
    }

    /// The diff for people: bytes that are not UTF-8 are replaced.
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /// Applies it to files in memory, wholly or not at all, where `git apply` would and with the
    /// same result. Each part is applied to the files as they were, so that files can change
    /// places. What git takes and this refuses: binary content, submodules, a path that is changed
    /// twice, modes other than the stated ones, and a folder in the place of a file or the other
    /// way round.
    public Application applyTo(PatchTree tree) {
        return new PatchApplication(tree).apply(this);
    }

    /// The patch that leads back: applied to what this one leaves, it leaves what was before.
    ///
    /// @throws IrreversibleCopyException when a file is copied
    public Patch reversed() {
        return new Patch(files.reversed().stream().map(FilePatch::reversed).toList());
    }

    /// All paths that it names, old ones and new ones, each once.
    public List<String> paths() {
        return files.stream().flatMap(file -> file.paths().stream()).distinct().toList();
    }

    /// Added lines.
    public int added() {
        return files.stream().mapToInt(FilePatch::added).sum();
    }

    /// Removed lines.
    public int removed() {
        return files.stream().mapToInt(FilePatch::removed).sum();
    }
}
