package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.agent.prompt.Omitted.Reason;
import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.survey.SurveyedFile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Fills a prompt once: facts, guidance and map first, which stay the same from task to task and so
/// can be cached by the provider, then files in the order of their rank, then the task.
final class Filling {

    /// Files looked at: behind these, what the ranking says is mostly noise.
    private static final int MAX_FILES = 20;

    /// The shares of the limit that the guidance and the map may take.
    private static final double GUIDANCE_SHARE = 0.10;

    private static final double MAP_SHARE = 0.15;

    /// Of the commit's hash. Who writes a file can't know the hash of the commit that it will be
    /// in, and so can't write the tags around all files, or those around the task.
    private static final int HASH_DIGITS = 8;

    private final String system;
    private final String task;
    private final Context context;
    private final Contents contents;
    private final Room room;
    private final int maxTokens;
    private final String hash;
    private final List<String> shown = new ArrayList<>();
    private final List<Omitted> omitted = new ArrayList<>();

    /// @param room of the whole prompt
    Filling(String system, String task, Context context, Contents contents, Room room) {
        this.system = system;
        this.task = Visible.text(task);
        this.context = context;
        this.contents = contents;
        this.room = room;
        this.maxTokens = room.left();
        this.hash = context.tree().commit().substring(0, HASH_DIGITS);
    }

    /// @throws TaskTooLongException when the task and the instructions alone are too long
    Prompt prompt() {
        String closing = Tag.around("task-" + hash, "", task);
        String frame = Tag.around("repository-" + hash, "", "") + "\n" + closing;
        if (!room.take(system) || !room.take(frame)) {
            throw new TaskTooLongException(room.tokens(system) + room.tokens(frame), maxTokens);
        }
        // Not scaled, since the scale depends on the task.
        String opening = opening(new Room(room.measure(), 1, maxTokens));
        String files = files();
        notTexts();
        String repository = Tag.around("repository-" + hash, "", opening + files);
        return new Prompt(
                system, repository + "\n" + closing, shown, omitted, maxTokens - room.left());
    }

    /// Does not depend on the task, but for the ranking: all or nothing of each part.
    ///
    /// @param stable the room of the whole prompt
    private String opening(Room stable) {
        StringBuilder text = new StringBuilder(taken(facts(), "facts"));
        String guidance =
                Guidance.above(
                        context.ranked().stream().limit(MAX_FILES).map(RankedFile::path).toList(),
                        context.tree(),
                        contents,
                        stable.part(GUIDANCE_SHARE),
                        omitted);
        text.append(taken(guidance, "AGENTS.md"));
        String map = context.map().within(stable.part(MAP_SHARE).left(), room.measure());
        text.append(taken(map.isEmpty() ? "" : Tag.around("map", "", map) + "\n", "map"));
        return text.toString();
    }

    private String taken(String part, String name) {
        if (part.isEmpty() || room.take(part)) {
            return part;
        }
        omitted.add(new Omitted(name, Reason.OVER_BUDGET));
        return "";
    }

    private String facts() {
        StringBuilder facts = new StringBuilder();
        facts.append("Languages by files: ").append(context.survey().languages()).append('\n');
        facts.append("Files: ").append(context.survey().files().size()).append('\n');
        context.facts().forEach(fact -> facts.append(Visible.name(fact)).append('\n'));
        if (!context.allowedPaths().isEmpty()) {
            facts.append("Only paths that match these may be changed: ")
                    .append(names(context.allowedPaths()))
                    .append('\n');
        }
        if (!context.reviewedPaths().isEmpty()) {
            facts.append("A person must approve changes of paths that match these: ")
                    .append(names(context.reviewedPaths()))
                    .append('\n');
        }
        return facts.append('\n').toString();
    }

    private static String names(List<String> globs) {
        return globs.stream().map(Visible::name).collect(Collectors.joining(", "));
    }

    private String files() {
        StringBuilder files = new StringBuilder();
        Set<SurveyedFile> candidates = candidates();
        contents.load(candidates.stream().map(SurveyedFile::file).toList());
        for (SurveyedFile file : candidates) {
            String part = part(file);
            if (!part.isEmpty() && room.take(part)) {
                files.append(part);
                shown.add(file.path());
            }
        }
        return files.toString();
    }

    /// The whole file or parts of it; empty when there is no room for either.
    private String part(SurveyedFile file) {
        byte[] bytes = contents.get(file.file());
        if (!ShownFile.isText(bytes)) {
            omitted.add(new Omitted(file.path(), Reason.BINARY));
            return "";
        }
        String content = ShownFile.text(bytes);
        if (room.canHold(bytes.length)) {
            String whole = ShownFile.whole(file.path(), content);
            if (room.fits(whole)) {
                return whole;
            }
        }
        String part = Parts.about(task, file.path(), bytes, room);
        omitted.add(new Omitted(file.path(), part.isEmpty() ? Reason.OVER_BUDGET : Reason.IN_PART));
        return part;
    }

    /// The ranked files; and the others too where a repository is so small that all may fit, or
    /// where no word of the task is in any.
    private Set<SurveyedFile> candidates() {
        List<SurveyedFile> texts = context.survey().texts();
        Set<SurveyedFile> candidates = new LinkedHashSet<>();
        context.ranked().stream().limit(MAX_FILES).map(RankedFile::file).forEach(candidates::add);
        long bytes = texts.stream().mapToLong(SurveyedFile::bytes).sum();
        if (context.ranked().isEmpty() || bytes <= 3L * room.left()) {
            texts.stream()
                    .filter(file -> !candidates.contains(file))
                    .limit(MAX_FILES)
                    .forEach(candidates::add);
        }
        return candidates;
    }

    /// What is never shown, by kind.
    private void notTexts() {
        Map<Reason, List<String>> byReason = new EnumMap<>(Reason.class);
        for (SurveyedFile file : context.survey().files()) {
            switch (file.kind()) {
                case TEXT -> {}
                case GENERATED -> add(byReason, Reason.GENERATED, file);
                case MINIFIED -> add(byReason, Reason.MINIFIED, file);
                case VENDORED -> add(byReason, Reason.VENDORED, file);
                case BINARY -> add(byReason, Reason.BINARY, file);
                case TOO_LARGE -> add(byReason, Reason.TOO_LARGE, file);
                case NOT_A_FILE -> add(byReason, Reason.NOT_A_FILE, file);
                case UNREADABLE -> add(byReason, Reason.UNREADABLE, file);
            }
        }
        byReason.forEach((reason, paths) -> {
            String more = paths.size() == 1 ? "" : " and %,d more".formatted(paths.size() - 1);
            omitted.add(new Omitted(paths.getFirst() + more, reason));
        });
    }

    private static void add(Map<Reason, List<String>> byReason, Reason reason, SurveyedFile file) {
        byReason.computeIfAbsent(reason, _ -> new ArrayList<>()).add(file.path());
    }
}
