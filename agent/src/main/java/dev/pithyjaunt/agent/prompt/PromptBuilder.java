package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.agent.survey.RankedFile;
import dev.pithyjaunt.agent.survey.Survey;
import dev.pithyjaunt.agent.survey.SurveyedFile;
import dev.pithyjaunt.git.CommitTree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Fills a prompt within a number of tokens: facts and map first, which stay the same from call to
/// call and so can be cached by the provider, then files in the order of their rank, then the task.
public final class PromptBuilder {

    /// Files looked at: behind these, what the ranking says is mostly noise.
    private static final int MAX_FILES = 20;

    /// The share of the budget that the map may take.
    private static final double MAP_SHARE = 0.15;

    private final String system;
    private final int maxTokens;

    /// @param system the instructions
    /// @param maxTokens estimated tokens of the whole prompt, at most; the task and the
    ///   instructions are in it even when they alone are more
    public PromptBuilder(String system, int maxTokens) {
        this.system = system;
        this.maxTokens = maxTokens;
    }

    public Prompt build(String task, Survey survey, List<RankedFile> ranked, CommitTree tree) {
        String closing = "</repository>\n\n<task>\n" + Visible.text(task) + "\n</task>\n";
        String opening = "<repository>\n" + facts(survey) + map(survey, ranked);
        int left =
                maxTokens
                        - Prompt.estimate(system)
                        - Prompt.estimate(opening)
                        - Prompt.estimate(closing);
        StringBuilder files = new StringBuilder();
        List<String> shown = new ArrayList<>();
        for (SurveyedFile file : candidates(survey, ranked, left)) {
            String content = new String(tree.read(file.file()), StandardCharsets.UTF_8);
            String part = ShownFile.whole(file.path(), content);
            if (Prompt.estimate(part) > left) {
                part = ShownFile.parts(file.path(), content, task, left);
            }
            if (!part.isEmpty()) {
                files.append(part);
                shown.add(file.path());
                left -= Prompt.estimate(part);
            }
        }
        return new Prompt(system, opening + files + closing, shown);
    }

    /// The ranked files; and the others too where a repository is so small that all fit, or where
    /// no word of the task is in any.
    private static List<SurveyedFile> candidates(
            Survey survey, List<RankedFile> ranked, int maxTokens) {
        List<SurveyedFile> candidates =
                new ArrayList<>(ranked.stream().map(RankedFile::file).limit(MAX_FILES).toList());
        long bytes = survey.texts().stream().mapToLong(file -> file.file().size()).sum();
        if (ranked.isEmpty() || Prompt.estimate(bytes) <= maxTokens) {
            survey.texts().stream()
                    .filter(file -> !candidates.contains(file))
                    .limit(MAX_FILES)
                    .forEach(candidates::add);
        }
        return candidates;
    }

    private static String facts(Survey survey) {
        return "Languages by files: %s\nFiles: %d\n\n"
                .formatted(survey.languages(), survey.files().size());
    }

    /// The paths: all of them when they fit, else the ranked files' folders and the top level.
    private String map(Survey survey, List<RankedFile> ranked) {
        int budget = (int) (maxTokens * MAP_SHARE);
        String all = lines(survey.texts().stream().map(SurveyedFile::path).toList());
        if (Prompt.estimate(all) <= budget) {
            return "<map>\n" + all + "</map>\n\n";
        }
        Set<String> paths = new TreeSet<>();
        survey.files().stream().map(file -> topLevel(file.path())).forEach(paths::add);
        for (RankedFile file : ranked) {
            String folder = folder(file.path());
            List<String> siblings =
                    survey.texts().stream()
                            .map(SurveyedFile::path)
                            .filter(path -> folder(path).equals(folder))
                            .toList();
            Set<String> more = new TreeSet<>(paths);
            more.addAll(siblings);
            if (Prompt.estimate(lines(more)) > budget) {
                break;
            }
            paths = more;
        }
        return "<map note=\"in part\">\n" + lines(paths) + "</map>\n\n";
    }

    private static String topLevel(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash + 1);
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String lines(Iterable<String> paths) {
        StringBuilder text = new StringBuilder();
        paths.forEach(path -> text.append(Visible.text(path)).append('\n'));
        return text.toString();
    }
}
