package dev.pithyjaunt.agent.edit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A file, some changes of its lines, and the ways in which a model may state them.
final class RandomEdit {

    static final String PATH = "src/some.txt";

    private static final int CONTEXT = 3;
    private static final String NO_END = "\\ No newline at end of file\n";

    /// How many faults there are; between two of them those that add or take white space.
    private static final int FAULTS = 13;

    private static final int MARKS = 7;
    private static final int BLANKS = 10;

    final Random random;
    final List<String> before = new ArrayList<>();
    final List<String> after = new ArrayList<>();

    private final List<Part> parts = new ArrayList<>();
    private final String lineEnd;
    private final boolean lastIsEnded;
    private final boolean marked;
    private int words;

    /// Lines of the file that become others, with the lines between this part and the one before.
    private record Part(int from, int to, List<String> added) {}

    RandomEdit(long seed) {
        random = new Random(seed);
        lineEnd = random.nextInt(3) == 0 ? "\r\n" : "\n";
        lastIsEnded = random.nextInt(4) > 0;
        marked = random.nextInt(5) == 0;
        int size = 1 + random.nextInt(60);
        for (int i = 0; i < size; i++) {
            before.add(i == 0 || i == size - 1 ? word() : line());
        }
        int at = 0;
        for (int i = 1 + random.nextInt(4); i > 0 && at < size - 1; i--) {
            int from = at + random.nextInt(size - 1 - at);
            int to = Math.min(size - 1, from + random.nextInt(3));
            List<String> added = new ArrayList<>();
            for (int k = random.nextInt(3) + (from == to ? 1 : 0); k > 0; k--) {
                added.add(k == 1 ? word() : line());
            }
            parts.add(new Part(from, to, added));
            at = to + 1 + random.nextInt(9);
        }
        int done = 0;
        for (Part part : parts) {
            after.addAll(before.subList(done, part.from));
            after.addAll(part.added);
            done = part.to;
        }
        after.addAll(before.subList(done, size));
    }

    /// Every line that is not blank stands once.
    private String word() {
        words++;
        String[] forms = {"call(w%d);", "w%d = {", "} end w%d", "the word %d, and more", "<w%d/>"};
        return " ".repeat(4 * random.nextInt(3))
                + forms[random.nextInt(forms.length)].formatted(words);
    }

    private String line() {
        return random.nextInt(5) == 0 ? "" : word();
    }

    boolean changesAnything() {
        return !before.equals(after);
    }

    /// Whether every block has a line that is not blank, by which its place can be told.
    boolean blocksTell() {
        return blocks().stream().noneMatch(block -> block.matches("(?s).*SEARCH\n\n*=.*"));
    }

    StoredTree tree(List<String> lines) {
        String text =
                (marked ? "\uFEFF" : "")
                        + String.join(lineEnd, lines)
                        + (lastIsEnded ? lineEnd : "");
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put(PATH, text.getBytes(UTF_8));
        files.put("src/other.txt", "call(w1);\nuntouched\n".getBytes(UTF_8));
        return new StoredTree(files);
    }

    /// A search/replace block for each change, with the lines around it up to one that tells.
    List<String> blocks() {
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int top = i == 0 ? Math.max(0, part.from - 1) : part.from;
            List<String> above = before.subList(top, part.from);
            int bottom = part.to;
            while (bottom < before.size() && before.get(bottom).isEmpty()) {
                bottom++;
            }
            int next = i + 1 < parts.size() ? parts.get(i + 1).from : before.size();
            List<String> below = before.subList(part.to, Math.min(next, bottom + 1));
            blocks.add(
                    PATH
                            + "\n<<<<<<< SEARCH\n"
                            + text(List.of(above, before.subList(part.from, part.to), below))
                            + "=======\n"
                            + text(List.of(above, part.added, below))
                            + ">>>>>>> REPLACE\n");
        }
        return blocks;
    }

    private static String text(List<List<String>> texts) {
        return texts.stream()
                .flatMap(List::stream)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /// The unified diff as git prints it, by hunks.
    List<String> hunks() {
        List<String> hunks = new ArrayList<>();
        int shift = 0;
        int next = 0;
        while (next < parts.size()) {
            int first = next;
            do {
                next++;
            } while (next < parts.size()
                    && parts.get(next).from - parts.get(next - 1).to <= 2 * CONTEXT);
            List<Part> together = parts.subList(first, next);
            hunks.add(hunk(together, shift));
            shift +=
                    together.stream()
                            .mapToInt(part -> part.added.size() - part.to + part.from)
                            .sum();
        }
        return hunks;
    }

    private String hunk(List<Part> together, int shift) {
        int from = Math.max(0, together.getFirst().from - CONTEXT);
        int to = Math.min(before.size(), together.getLast().to + CONTEXT);
        StringBuilder body = new StringBuilder();
        int oldCount = to - from;
        int newCount = oldCount;
        int done = from;
        for (Part part : together) {
            before.subList(done, part.from)
                    .forEach(line -> body.append(' ').append(line).append('\n'));
            before.subList(part.from, part.to)
                    .forEach(line -> body.append('-').append(line).append('\n'));
            part.added.forEach(line -> body.append('+').append(line).append('\n'));
            newCount += part.added.size() - part.to + part.from;
            done = part.to;
        }
        before.subList(done, to).forEach(line -> body.append(' ').append(line).append('\n'));
        if (to == before.size() && !lastIsEnded) {
            body.append(NO_END);
        }
        return "@@ -%d,%d +%d,%d @@\n%s"
                .formatted(from + 1, oldCount, from + 1 + shift, newCount, body);
    }

    String headers() {
        return "diff --git a/%1$s b/%1$s\n--- a/%1$s\n+++ b/%1$s\n".formatted(PATH);
    }

    String diff() {
        return headers() + String.join("", hunks());
    }

    /// The diff with one or two of the faults that models make.
    String damagedDiff() {
        String headers = headers();
        List<String> hunks = new ArrayList<>(hunks());
        String reply = "%s";
        int first = random.nextInt(FAULTS);
        int second = random.nextBoolean() ? first : random.nextInt(FAULTS);
        boolean bothBendSpace =
                MARKS <= Math.min(first, second) && Math.max(first, second) < BLANKS;
        for (int fault : first == second || bothBendSpace ? Set.of(first) : Set.of(first, second)) {
            switch (fault) {
                case 0 ->
                        hunks.replaceAll(hunk ->
                                hunk.replaceFirst(",\\d+ ", "," + random.nextInt(30) + " "));
                case 1 -> hunks.replaceAll(hunk -> hunk.replaceFirst("@@ .* @@", "@@ @@"));
                case 2 ->
                        hunks.replaceAll(
                                hunk -> hunk.replaceFirst("-\\d+", "-" + (1 + random.nextInt(80))));
                case 3 -> headers = headers.replaceFirst("diff .*\n", "");
                case 4 -> headers = headers.replaceFirst("--- .*\n", "");
                case 5 -> headers = headers.replaceFirst("\\+\\+\\+ .*\n", "");
                case 6 -> headers = headers.replaceAll("(---|\\+\\+\\+) [ab]/", "$1 ");
                case MARKS -> hunks.replaceAll(hunk -> hunk.replaceAll("(?m)^ ", ""));
                case 8 -> hunks.replaceAll(hunk -> hunk.replaceAll("(?m)^([ -].*\\S)$", "$1  "));
                case 9 ->
                        hunks.replaceAll(
                                hunk -> hunk.replaceAll("(?m)^([-+ ])(?=.*\\S)(?!.*@@)", "$1    "));
                case BLANKS -> hunks.replaceAll(hunk -> hunk.replaceAll("(?m)^ \n", ""));
                case 11 -> reply = "I change it.\n\n```diff\n%s```\n\nIt is changed.\n";
                default -> reply = "So:\n\n%s\nThis is done - all of it.\n";
            }
        }
        return reply.replace("%s", headers + String.join("", hunks));
    }

    /// The blocks in another order.
    String shuffledBlocks() {
        List<String> blocks = new ArrayList<>(blocks());
        Collections.shuffle(blocks, random);
        return String.join("\n", blocks);
    }
}
