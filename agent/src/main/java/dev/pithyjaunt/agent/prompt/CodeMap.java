package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.agent.prompt.OutlinedFile.Detail;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The files of a repository and what they define, without line numbers, as far as a number of
/// tokens goes: the best files in most detail, others by their outermost definitions or only by
/// their paths. Files stand by folder and name, whatever their rank.
///
/// ```text
/// README.md
/// lib/
///   view.js
///     function View(name, options)
///     View.prototype.render = function render(options, callback)
/// ```
public final class CodeMap {

    private final List<OutlinedFile> files;
    private final Detail[] details;

    /// Tokens of the text of each file as it is shown.
    private final int[] sizes;

    private final Set<String> folders = new HashSet<>();
    private final TokenMeasure measure;
    private int tokens;

    CodeMap(List<OutlinedFile> files, TokenMeasure measure) {
        this.files = files;
        this.measure = measure;
        this.details = Collections.nCopies(files.size(), Detail.NOTHING).toArray(Detail[]::new);
        this.sizes = new int[files.size()];
    }

    /// @param files best first, each path once
    /// @param maxTokens as the measure estimates them
    public static String of(List<OutlinedFile> files, int maxTokens, TokenMeasure measure) {
        return filled(files, maxTokens, measure).text();
    }

    static CodeMap filled(List<OutlinedFile> files, int maxTokens, TokenMeasure measure) {
        CodeMap map = new CodeMap(files, measure);
        // A part each, so that many paths leave room for what the best files define.
        map.raise(Detail.PATH, maxTokens / 3);
        map.raise(Detail.OUTERMOST, maxTokens * 2L / 3);
        for (Detail detail :
                List.of(
                        Detail.MEMBERS,
                        Detail.OUTERMOST,
                        Detail.MEMBERS,
                        Detail.ALL,
                        Detail.PATH)) {
            map.raise(detail, maxTokens);
        }
        return map;
    }

    /// Whether every file is in it, if only by its path.
    boolean isWhole() {
        return Arrays.stream(details).noneMatch(detail -> detail == Detail.NOTHING);
    }

    /// Shows so much of each file that shows one less, best first, as long as there is room.
    private void raise(Detail to, long maxTokens) {
        for (int i = 0; i < details.length; i++) {
            if (details[i] != to.less()) {
                continue;
            }
            OutlinedFile file = files.get(i);
            int size = measure.estimate(file.text(to));
            int more =
                    size
                            - sizes[i]
                            + (folders.contains(file.folder())
                                    ? 0
                                    : measure.estimate(heading(file.folder())));
            if (tokens + more <= maxTokens) {
                tokens += more;
                sizes[i] = size;
                details[i] = to;
                folders.add(file.folder());
            }
        }
    }

    private static String heading(String folder) {
        return folder.isEmpty() ? "" : OutlinedFile.line(folder) + "\n";
    }

    String text() {
        Map<String, Map<String, String>> byFolder = new TreeMap<>();
        for (int i = 0; i < details.length; i++) {
            OutlinedFile file = files.get(i);
            if (details[i] != Detail.NOTHING) {
                byFolder.computeIfAbsent(file.folder(), _ -> new TreeMap<>())
                        .put(file.path(), file.text(details[i]));
            }
        }
        StringBuilder text = new StringBuilder();
        byFolder.forEach((folder, texts) -> {
            text.append(heading(folder));
            texts.values().forEach(text::append);
        });
        return text.toString();
    }
}
