package dev.pithyjaunt.agent.patch;

import dev.pithyjaunt.protocol.Report;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A diff that git printed against the base commit, and that git says applies there.
///
/// @param diff as printed; bytes, since files need not be UTF-8
/// @param files what it changes, never empty
@SuppressWarnings("ArrayRecordComponent") // a patch is written once and never compared
public record Patch(byte[] diff, List<Report.FileChange> files) {

    public Patch {
        files = List.copyOf(files);
    }

    /// The diff for people: bytes that are not UTF-8 are replaced.
    public String text() {
        return new String(diff, StandardCharsets.UTF_8);
    }

    public List<String> paths() {
        return files.stream().map(Report.FileChange::path).toList();
    }
}
