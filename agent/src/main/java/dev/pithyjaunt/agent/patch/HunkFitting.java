package dev.pithyjaunt.agent.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Fits the hunks of one file as `git apply` does: at the stated line, else at the nearest one that
/// has the same lines, first further down, then further up. A hunk at the first line fits only at
/// the beginning, one without context below it only at the end. Source: `find_pos` and
/// `match_fragment` in git's `apply.c`.
///
/// Stricter than git in two cases in which it may put lines where nobody meant them: hunks have to
/// follow one another, and a hunk with a line that no line feed ends may not move.
final class HunkFitting {

    private final String path;
    private final Content.Text content;
    private final PatchedLines lines;
    private final Budget budget;
    private final List<Application.Placement> placements = new ArrayList<>();
    private final List<Rejection> reasons = new ArrayList<>();

    /// Lines that hunks which did not fit would have added, less those they would have removed.
    private int missing;

    HunkFitting(String path, Content.Text content, byte[] file, Budget budget) {
        this.path = path;
        this.content = content;
        this.lines = new PatchedLines(file);
        this.budget = budget;
    }

    /// The file with all hunks, when all fit.
    Optional<byte[]> fit() {
        List<Hunk> hunks = content.hunks();
        for (int i = 0; i < hunks.size() && !budget.isSpent(); i++) {
            fit(hunks.get(i), i + 1);
        }
        if (budget.isSpent()) {
            reasons.add(
                    Rejection.ofFile(
                            path,
                            "hunks whose places are found in a bounded time",
                            "too many lines that are alike"));
        }
        return reasons.isEmpty() ? Optional.of(lines.bytes()) : Optional.empty();
    }

    List<Application.Placement> placements() {
        return placements;
    }

    List<Rejection> reasons() {
        return reasons;
    }

    private void fit(Hunk hunk, int number) {
        List<String> preImage = image(hunk, true);
        List<String> postImage = image(hunk, false);
        int stated = stated(hunk);
        OptionalInt found = find(hunk, preImage, stated);
        if (found.isPresent() && found.getAsInt() >= lines.done()) {
            int place = found.getAsInt();
            placements.add(
                    new Application.Placement(
                            path,
                            number,
                            content.hunks().size(),
                            lines.originalLine(place),
                            place - stated));
            lines.replace(place, preImage.size(), postImage);
        } else if (!budget.isSpent()) {
            reject(hunk, number, preImage, stated, found.isPresent());
            missing += postImage.size() - preImage.size();
        }
    }

    /// The index of the line at which the hunk begins, as it says.
    private int stated(Hunk hunk) {
        Hunk.Range range = hunk.newRange();
        return Math.max(0, range.start() - (range.count() == 0 ? 0 : 1) - missing);
    }

    private List<String> image(Hunk hunk, boolean isPreImage) {
        List<String> image = new ArrayList<>(hunk.lines().size());
        for (Line line : hunk.lines()) {
            if (isPreImage ? line.isInPreImage() : line.isInPostImage()) {
                String bytes = new String(line.text().getBytes(content.charset()), ISO_8859_1);
                image.add(line.isEnded() ? bytes + "\n" : bytes);
            }
        }
        return image;
    }

    private static boolean isAtBeginning(Hunk hunk) {
        return hunk.oldRange().start() <= 1;
    }

    private static boolean isAtEnd(Hunk hunk) {
        return hunk.lines().getLast().kind() != Line.Kind.CONTEXT;
    }

    private OptionalInt find(Hunk hunk, List<String> preImage, int stated) {
        boolean atBeginning = isAtBeginning(hunk);
        boolean atEnd = isAtEnd(hunk);
        int last = lines.size() - preImage.size();
        int first = atBeginning ? 0 : atEnd ? last : Math.min(stated, lines.size());
        if (last < 0 || (atBeginning && atEnd && last != 0)) {
            return OptionalInt.empty();
        }
        if (preImage.isEmpty() && !atBeginning && stated != last) {
            return OptionalInt.empty();
        }
        boolean isFixed =
                atBeginning || atEnd || (!preImage.isEmpty() && !preImage.getLast().endsWith("\n"));
        if (isFixed) {
            return matches(preImage, first) ? OptionalInt.of(first) : OptionalInt.empty();
        }
        for (int distance = 0; distance <= lines.size() && !budget.isSpent(); distance++) {
            if (matches(preImage, first + distance)) {
                return OptionalInt.of(first + distance);
            }
            if (distance > 0 && matches(preImage, first - distance)) {
                return OptionalInt.of(first - distance);
            }
        }
        return OptionalInt.empty();
    }

    private boolean matches(List<String> preImage, int place) {
        if (place < 0 || place + preImage.size() > lines.size()) {
            return false;
        }
        for (int i = 0; i < preImage.size(); i++) {
            if (lines.isPatched(place + i)
                    || !budget.areEqual(preImage.get(i), lines.get(place + i))) {
                return false;
            }
        }
        return true;
    }

    /// Says what differs where the hunk says it belongs.
    private void reject(
            Hunk hunk, int number, List<String> preImage, int stated, boolean fitsAbove) {
        int place = isAtBeginning(hunk) ? 0 : Math.min(stated, lines.size());
        int i = 0;
        while (i < preImage.size()
                && place + i < lines.size()
                && !lines.isPatched(place + i)
                && preImage.get(i).equals(lines.get(place + i))) {
            i++;
        }
        int line = lines.originalLine(place + i);
        String expected = i < preImage.size() ? shown(preImage.get(i)) : "the end of the file";
        String found =
                place + i >= lines.size()
                        ? "the end of the file"
                        : lines.isPatched(place + i)
                                ? "a line of the hunk above"
                                : shown(lines.get(place + i));
        if (i == preImage.size() && !isAtEnd(hunk)) {
            expected = "a place below the hunk above";
            found = fitsAbove ? "one above it" : "none";
        }
        reasons.add(
                new Rejection(
                        path,
                        Optional.of(new Rejection.Position(number, content.hunks().size(), line)),
                        expected,
                        found));
    }

    private String shown(String line) {
        Charset charset = content.charset();
        String text = new String(line.getBytes(ISO_8859_1), charset);
        return text.endsWith("\n")
                ? Shown.quoted(text.substring(0, text.length() - 1))
                : Shown.quoted(text) + " without a line feed";
    }
}
