package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.patch.Change;
import dev.pithyjaunt.agent.patch.FilePatch;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.agent.path.PathCollisions;
import dev.pithyjaunt.agent.path.PathRule;
import dev.pithyjaunt.agent.path.RepositoryPath;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges what a patch does to a commit.
public final class Policy {

    private final CommitTree base;
    private final PolicySettings settings;

    public Policy(CommitTree base, PolicySettings settings) {
        this.base = base;
        this.settings = settings;
    }

    /// With the settings that the commit itself holds.
    ///
    /// @throws MalformedSettingsException when these can't be taken as they are
    public static Policy of(CommitTree base) {
        return new Policy(base, PolicySettings.at(base));
    }

    /// The commit that patches are for.
    public CommitTree base() {
        return base;
    }

    /// The file with the repository's own instructions for models; empty when it names none.
    public Optional<PromptFile> promptFile() {
        return Optional.ofNullable(settings.prompt());
    }

    /// How the repository says that it is prepared and checked.
    public CheckSettings checks() {
        return settings.checks();
    }

    /// What the repository says of the commits and pull requests that are made for it.
    public PublishingSettings publishing() {
        return settings.publishing();
    }

    /// Globs of the only paths that a patch may change; empty when it may change all.
    public List<String> allowedPaths() {
        return settings.allowed().stream().map(Glob::toString).toList();
    }

    /// Globs of the paths that the repository itself puts under a person's eyes.
    public List<String> reviewedPaths() {
        return settings.protectedPaths().stream()
                .filter(paths -> paths.rule() == Rule.PROTECTED)
                .map(paths -> paths.glob().toString())
                .toList();
    }

    /// What is refused outweighs what needs a look; a patch that is too large is not looked into.
    public Verdict judge(Patch patch) {
        List<Reason> tooLarge = size(patch);
        if (!tooLarge.isEmpty()) {
            return new Verdict.Refused(tooLarge);
        }
        List<Reason> refused = new ArrayList<>();
        PathCollisions there = pathsThatStay(patch);
        AddedSecrets secrets = new AddedSecrets(patch);
        for (FilePatch file : patch.files()) {
            refused.addAll(path(file, there));
            refused.addAll(kind(file));
            refused.addAll(secrets.in(file));
        }
        if (!refused.isEmpty()) {
            return new Verdict.Refused(refused);
        }
        List<Reason> review =
                patch.files().stream().flatMap(file -> review(file).stream()).toList();
        return review.isEmpty() ? new Verdict.Allowed() : new Verdict.NeedsReview(review);
    }

    private List<Reason> size(Patch patch) {
        Limits limits = settings.limits();
        List<Reason> reasons = new ArrayList<>();
        over(Rule.TOO_MANY_FILES, "changes %,d files", patch.files().size(), limits.files())
                .ifPresent(reasons::add);
        over(Rule.TOO_MANY_LINES, "adds %,d lines", patch.added(), limits.addedLines())
                .ifPresent(reasons::add);
        over(Rule.TOO_LARGE, "has %,d bytes", patch.bytes().length, limits.patchBytes())
                .ifPresent(reasons::add);
        return reasons;
    }

    private static Optional<Reason> over(Rule rule, String does, int actual, int most) {
        return actual <= most
                ? Optional.empty()
                : Optional.of(
                        new Reason(
                                rule,
                                "",
                                "the patch "
                                        + does.formatted(actual)
                                        + "; the limit is %,d".formatted(most)));
    }

    /// What the commit has, without what the patch takes away: a file may change its spelling.
    /// Nothing where no path is new.
    private PathCollisions pathsThatStay(Patch patch) {
        if (patch.files().stream().noneMatch(Policy::isNewPath)) {
            return new PathCollisions(List.of());
        }
        Set<String> gone = new HashSet<>();
        for (FilePatch file : patch.files()) {
            if (file.change() == Change.DELETED || file.change() == Change.RENAMED) {
                gone.add(file.oldPath());
            }
        }
        return new PathCollisions(
                base.files().stream()
                        .map(TreeFile::path)
                        .filter(path -> !gone.contains(path))
                        .toList());
    }

    private List<Reason> path(FilePatch file, PathCollisions there) {
        List<Reason> reasons = new ArrayList<>();
        for (FilePatch.Side side : sides(file)) {
            String path = side.name().path();
            Optional<PathRule> broken =
                    side.name().charset().equals(StandardCharsets.UTF_8)
                            ? RepositoryPath.broken(path)
                            : Optional.of(PathRule.NOT_UNICODE);
            broken.ifPresent(rule ->
                    reasons.add(
                            new Reason(
                                    Rule.BAD_PATH, path, "can't be changed: " + rule.sentence())));
            if (!settings.allowed().isEmpty()
                    && settings.allowed().stream().noneMatch(glob -> glob.matches(path))) {
                reasons.add(
                        new Reason(
                                Rule.OUTSIDE_ALLOWED,
                                path,
                                "lies outside the paths that may be changed here"));
            }
        }
        if (isNewPath(file)) {
            there.with(file.newPath())
                    .ifPresent(other ->
                            reasons.add(
                                    new Reason(
                                            Rule.COLLISION,
                                            file.newPath(),
                                            "is the same as %s on some file systems"
                                                    .formatted(Reason.shown(other)))));
            there.add(file.newPath());
        }
        return reasons;
    }

    private static Collection<FilePatch.Side> sides(FilePatch file) {
        return file.oldPath().equals(file.newPath())
                ? List.of(file.newSide())
                : List.of(file.oldSide(), file.newSide());
    }

    static boolean isNewPath(FilePatch file) {
        return switch (file.change()) {
            case ADDED, RENAMED, COPIED -> true;
            case MODIFIED, DELETED, MODE_CHANGED -> false;
        };
    }

    private List<Reason> kind(FilePatch file) {
        List<Reason> reasons = new ArrayList<>();
        // A patch need not say the mode of a file whose content stays as it is.
        Optional<TreeFile.Mode> before =
                file.oldMode().or(() -> base.find(file.oldPath()).map(TreeFile::mode));
        Optional<TreeFile.Mode> after =
                file.change() == Change.DELETED
                        ? Optional.empty()
                        : file.newMode().or(() -> before);
        List<TreeFile.Mode> modes =
                List.of(before, after).stream().flatMap(Optional::stream).toList();
        if (modes.contains(TreeFile.Mode.SYMLINK)) {
            reasons.add(new Reason(Rule.SYMLINK, file.newPath(), "is a symbolic link"));
        }
        if (modes.contains(TreeFile.Mode.SUBMODULE)) {
            reasons.add(new Reason(Rule.SUBMODULE, file.newPath(), "is a submodule"));
        }
        boolean wasExecutable =
                before.equals(Optional.of(TreeFile.Mode.EXECUTABLE))
                        && file.change() != Change.COPIED
                        && file.change() != Change.ADDED;
        if (after.equals(Optional.of(TreeFile.Mode.EXECUTABLE)) && !wasExecutable) {
            reasons.add(new Reason(Rule.EXECUTABLE, file.newPath(), "would become executable"));
        }
        if (file.content().isBinary() && file.change() != Change.DELETED) {
            reasons.add(new Reason(Rule.BINARY, file.newPath(), "is a binary file"));
        }
        return reasons;
    }

    private List<Reason> review(FilePatch file) {
        List<Reason> reasons = new ArrayList<>();
        for (String path : file.paths()) {
            settings.protectedPaths().stream()
                    .filter(row -> row.glob().matches(path))
                    .findFirst()
                    .ifPresent(row -> reasons.add(new Reason(row.rule(), path, row.reason())));
        }
        if (isNewPath(file) && RepositoryPath.isUnusableOnWindows(file.newPath())) {
            reasons.add(
                    new Reason(
                            Rule.NOT_ON_WINDOWS,
                            file.newPath(),
                            "has a name that Windows can't have"));
        }
        reasons.addAll(HiddenCharacters.in(file));
        return reasons;
    }
}
