package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.patch.Hunk;
import dev.pithyjaunt.agent.patch.Line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a hunk leaves: its added lines and those around them, which may tell what the added ones
/// are.
///
/// @param text each line ended by a line feed
/// @param added in their order
record PostImage(String text, List<AddedLine> added) {

    PostImage {
        added = List.copyOf(added);
    }

    /// @param number in the file as the patch leaves it, from 1
    /// @param start in the text
    /// @param end in the text, after the line feed
    record AddedLine(int number, int start, int end) {}

    static PostImage of(Hunk hunk) {
        StringBuilder text = new StringBuilder();
        List<AddedLine> added = new ArrayList<>();
        int number = hunk.newRange().start();
        for (Line line : hunk.lines()) {
            if (line.kind() == Line.Kind.REMOVED) {
                continue;
            }
            int start = text.length();
            text.append(line.text()).append('\n');
            if (line.kind() == Line.Kind.ADDED) {
                added.add(new AddedLine(number, start, text.length()));
            }
            number++;
        }
        return new PostImage(text.toString(), added);
    }

    /// The first added line that shares a character with a part of the text.
    Optional<AddedLine> addedAt(int start, int end) {
        return added.stream().filter(line -> line.start() < end && start < line.end()).findFirst();
    }
}
