package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.ranking.Ranking;
import dev.pithyjaunt.agent.survey.SurveyedFile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The texts of a commit, those that rank best first: by what they define where they were read
/// closely, the others by their paths. Says so when not all of them are in it.
public final class OutlineMap implements RepositoryMap {

    private static final String IN_PART = "(not all files)\n";

    /// Behind so many there is hardly room, and what is measured takes time.
    private static final int MAX_FILES = 2_000;

    private final List<OutlinedFile> files;
    private final boolean isWhole;

    public OutlineMap(Ranking ranking) {
        Set<String> paths = new LinkedHashSet<>();
        ranking.files().stream().map(RankedFile::path).forEach(paths::add);
        ranking.survey().texts().stream().map(SurveyedFile::path).forEach(paths::add);
        this.files =
                paths.stream()
                        .limit(MAX_FILES)
                        .map(path ->
                                new OutlinedFile(
                                        path, ranking.definitions().getOrDefault(path, List.of())))
                        .toList();
        this.isWhole = files.size() == paths.size();
    }

    @Override
    public String within(int maxTokens, TokenMeasure measure) {
        // Room is kept for the line in any case: filling twice would cost more than it takes.
        CodeMap map = CodeMap.filled(files, maxTokens - measure.estimate(IN_PART), measure);
        String text = map.text();
        return text.isEmpty() || (isWhole && map.isWhole()) ? text : IN_PART + text;
    }
}
