package dev.pithyjaunt.bench.survey;

import dev.pithyjaunt.agent.language.LanguageType;
import dev.pithyjaunt.agent.language.Languages;
import dev.pithyjaunt.agent.survey.FileKinds;
import dev.pithyjaunt.agent.survey.SurveyedFile.Kind;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.ArrayList;
import java.util.List;

/// What the survey says of one file.
///
/// @param lines as cloc has them: line ends, and a last line without one
/// @param blank lines of white space
record Found(String path, String language, Kind kind, long lines, long blank) {

    /// The files of a commit, links and submodules left out.
    static List<Found> in(CommitTree tree) {
        List<Found> found = new ArrayList<>();
        tree.readAll(
                tree.files().stream().filter(TreeFile::isRegular).toList(),
                (file, content) -> found.add(of(file.path(), content)));
        return found;
    }

    private static Found of(String path, byte[] content) {
        Kind byPath = FileKinds.byPath(path);
        Kind kind =
                byPath == Kind.TEXT ? FileKinds.byContent(path, content, content.length) : byPath;
        long lines = 0;
        long blank = 0;
        boolean isBlank = true;
        for (int i = 0; i < content.length; i++) {
            byte b = content[i];
            boolean isEnd = b == '\n';
            isBlank &= isEnd || b == ' ' || b == '\t' || b == '\r' || b == '\f';
            if (isEnd || i == content.length - 1) {
                lines++;
                blank += isBlank ? 1 : 0;
                isBlank = true;
            }
        }
        return new Found(path, Languages.of(path, content, content.length), kind, lines, blank);
    }

    /// Whether linguist would count a file of this language in its sums.
    boolean isCounted() {
        return kind == Kind.TEXT
                && Languages.type(language)
                        .filter(type ->
                                type == LanguageType.PROGRAMMING || type == LanguageType.MARKUP)
                        .isPresent();
    }
}
