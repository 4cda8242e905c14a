package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.patch.FilePatch;
import dev.pithyjaunt.agent.patch.Hunk;
import dev.pithyjaunt.agent.patch.Line;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.protocol.secret.Finding;
import dev.pithyjaunt.protocol.secret.SecretFinder;
import dev.pithyjaunt.protocol.secret.SecretRules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds secrets in the lines that a patch adds. One that the same patch removes was there before,
/// and is only moved.
final class AddedSecrets {

    private static final SecretFinder FINDER = new SecretFinder(SecretRules.all());

    private final String removed;

    AddedSecrets(Patch patch) {
        this.removed =
                patch.files().stream()
                        .flatMap(file -> file.hunks().stream())
                        .flatMap(hunk -> hunk.lines().stream())
                        .filter(line -> line.kind() == Line.Kind.REMOVED)
                        .map(Line::text)
                        .collect(Collectors.joining("\n"));
    }

    List<Reason> in(FilePatch file) {
        Set<Reason> reasons = new LinkedHashSet<>();
        for (Hunk hunk : file.hunks()) {
            for (Block block : blocks(hunk)) {
                for (Finding finding : FINDER.find(block.text())) {
                    if (!removed.contains(block.text().substring(finding.start(), finding.end()))) {
                        reasons.add(reason(file, block, finding));
                    }
                }
            }
        }
        return List.copyOf(reasons);
    }

    private static Reason reason(FilePatch file, Block block, Finding finding) {
        return new Reason(
                Rule.SECRET,
                file.newPath(),
                "holds what looks like %s in line %d"
                        .formatted(finding.rule().name(), block.lineAt(finding.start())));
    }

    /// Lines that are added one right after the other, since a key may stand on several.
    private static List<Block> blocks(Hunk hunk) {
        List<Block> blocks = new ArrayList<>();
        int number = hunk.newRange().start();
        int first = number;
        StringBuilder text = new StringBuilder();
        for (Line line : hunk.lines()) {
            switch (line.kind()) {
                case ADDED -> {
                    first = text.isEmpty() ? number : first;
                    text.append(line.text()).append('\n');
                    number++;
                }
                case CONTEXT -> {
                    flush(blocks, first, text);
                    number++;
                }
                case REMOVED -> flush(blocks, first, text);
            }
        }
        flush(blocks, first, text);
        return blocks;
    }

    private static void flush(List<Block> blocks, int first, StringBuilder text) {
        if (!text.isEmpty()) {
            blocks.add(new Block(first, text.toString()));
            text.setLength(0);
        }
    }

    /// @param firstLine in the file as the patch leaves it, from 1
    /// @param text each line ended by a line feed
    private record Block(int firstLine, String text) {

        int lineAt(int position) {
            int line = firstLine;
            for (int i = 0; i < position; i++) {
                line += text.charAt(i) == '\n' ? 1 : 0;
            }
            return line;
        }
    }
}
