package dev.pithyjaunt.runner.survey;

import dev.pithyjaunt.agent.build.BuildSystem;
import dev.pithyjaunt.agent.build.EntryDocument;
import dev.pithyjaunt.agent.build.EntryDocuments;
import dev.pithyjaunt.agent.survey.Survey;
import dev.pithyjaunt.agent.survey.SurveyedFile;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What `--json` prints. Paths are relative to the repository's root.
///
/// @param commit full hash
/// @param kinds number of files of each kind, those without a file included
/// @param languages of the texts, most files first
/// @param documents to read first, the nearest to the root first
/// @param leftOut the files that are no texts, in git's order
/// @param problems what could not be looked at, and why: a line each
/// @param ranking best first; absent without a task
/// @param prompt absent when it was not asked for
record SurveyResult(
        String commit,
        int files,
        Map<FileGroup, Integer> kinds,
        List<Language> languages,
        List<BuildSystem> buildSystems,
        List<EntryDocument> documents,
        List<LeftOut> leftOut,
        List<String> problems,
        @Nullable List<RankedPath> ranking,
        @Nullable ShownPrompt prompt) {

    SurveyResult {
        kinds = Collections.unmodifiableMap(new EnumMap<>(kinds));
        languages = List.copyOf(languages);
        buildSystems = List.copyOf(buildSystems);
        documents = List.copyOf(documents);
        leftOut = List.copyOf(leftOut);
        problems = List.copyOf(problems);
        ranking = ranking == null ? null : List.copyOf(ranking);
    }

    /// @param lines of all its texts
    record Language(String name, int files, int lines) {}

    record LeftOut(FileGroup kind, String path) {}

    /// Without ranking and prompt.
    static SurveyResult of(String commit, Survey survey, List<BuildSystem> buildSystems) {
        List<LeftOut> all =
                survey.files().stream()
                        .map(file -> new LeftOut(FileGroup.of(file), file.path()))
                        .toList();
        Map<FileGroup, Integer> kinds = new EnumMap<>(FileGroup.class);
        for (FileGroup kind : FileGroup.values()) {
            kinds.put(kind, 0);
        }
        all.forEach(file -> kinds.merge(file.kind(), 1, Integer::sum));
        return new SurveyResult(
                commit,
                all.size(),
                kinds,
                languages(survey),
                buildSystems,
                EntryDocuments.of(survey.texts().stream().map(SurveyedFile::path).toList()),
                all.stream().filter(file -> file.kind() != FileGroup.TEXT).toList(),
                survey.leftOut(),
                null,
                null);
    }

    private static List<Language> languages(Survey survey) {
        return survey.texts().stream()
                .collect(Collectors.groupingBy(SurveyedFile::language))
                .entrySet()
                .stream()
                .map(entry ->
                        new Language(
                                entry.getKey(),
                                entry.getValue().size(),
                                entry.getValue().stream().mapToInt(SurveyedFile::lines).sum()))
                .sorted(
                        Comparator.comparingInt((Language language) -> -language.files())
                                .thenComparingInt(language -> -language.lines())
                                .thenComparing(Language::name))
                .toList();
    }

    SurveyResult with(List<RankedPath> newRanking, @Nullable ShownPrompt newPrompt) {
        return new SurveyResult(
                commit,
                files,
                kinds,
                languages,
                buildSystems,
                documents,
                leftOut,
                problems,
                newRanking,
                newPrompt);
    }
}
