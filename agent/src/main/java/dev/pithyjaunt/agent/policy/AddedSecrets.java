package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.patch.FilePatch;
import dev.pithyjaunt.agent.patch.Line;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.secret.Finding;
import dev.pithyjaunt.protocol.secret.SecretFinder;
import dev.pithyjaunt.protocol.secret.SecretRules;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds secrets in the lines and paths that a patch adds. One that the same patch removes was
/// there before, and is only moved.
final class AddedSecrets {

    /// Of one file; more than a person reads.
    private static final int MAX_REASONS = 100;

    private static final SecretFinder FINDER = new SecretFinder(SecretRules.all());

    private final String removed;

    AddedSecrets(Patch patch) {
        this.removed =
                patch.files().stream()
                        .flatMap(AddedSecrets::removed)
                        .collect(Collectors.joining("\n"));
    }

    /// The paths and lines that are gone.
    private static Stream<String> removed(FilePatch file) {
        Stream<String> path =
                switch (file.change()) {
                    case DELETED, RENAMED -> Stream.of(file.oldPath());
                    case MODIFIED, ADDED, COPIED, MODE_CHANGED -> Stream.empty();
                };
        Stream<String> lines =
                file.hunks().stream()
                        .flatMap(hunk -> hunk.lines().stream())
                        .filter(line -> line.kind() == Line.Kind.REMOVED)
                        .map(Line::text);
        return Stream.concat(path, lines);
    }

    List<Reason> in(FilePatch file) {
        Stream<Reason> inLines =
                file.hunks().stream()
                        .map(PostImage::of)
                        .flatMap(image -> inLines(file.newPath(), image));
        return Stream.concat(inPath(file), inLines).distinct().limit(MAX_REASONS).toList();
    }

    private Stream<Reason> inLines(String path, PostImage image) {
        return found(image.text())
                .flatMap(finding ->
                        image.addedAt(finding.start(), finding.end()).stream()
                                .map(line -> "in line %d".formatted(line.number()))
                                .map(place -> reason(path, finding, place)));
    }

    /// The reason's path does not show the secret.
    private Stream<Reason> inPath(FilePatch file) {
        if (!Policy.isNewPath(file)) {
            return Stream.empty();
        }
        List<Finding> found = found(file.newPath()).toList();
        String masked = masked(file.newPath(), found);
        return found.stream().map(finding -> reason(masked, finding, "in its name"));
    }

    private Stream<Finding> found(String text) {
        return FINDER.find(text).stream()
                .filter(finding ->
                        !removed.contains(text.substring(finding.start(), finding.end())));
    }

    private static String masked(String path, List<Finding> found) {
        StringBuilder masked = new StringBuilder(path);
        for (Finding finding : found.reversed()) {
            masked.replace(finding.start(), finding.end(), Redactor.MASK);
        }
        return masked.toString();
    }

    private static Reason reason(String path, Finding finding, String place) {
        return new Reason(
                Rule.SECRET,
                path,
                "holds what looks like %s %s".formatted(finding.rule().name(), place));
    }
}
