package dev.pithyjaunt.agent.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Breaks the replies of the scenarios, and says what must hold of whatever comes of them.
final class ReplyMutation {

    private static final List<String> MARKS =
            List.of(
                    "@@",
                    "@@ -1,2 +1,2 @@",
                    "--- a/boat.ts",
                    "+++ b/boat.ts",
                    "+++ /dev/null",
                    "```",
                    "````",
                    "```diff",
                    "=======",
                    "<<<<<<< SEARCH",
                    ">>>>>>> REPLACE",
                    "<original>",
                    "</original>",
                    "<patched>",
                    "</patched>",
                    "<file>boat.ts</file>",
                    "*** Begin Patch",
                    "*** End of File",
                    "*** Update File: boat.ts",
                    "*** Add File: x/y",
                    "*** Delete File: boat.ts",
                    "*** Move to: ship.ts",
                    "rename from boat.ts",
                    "rename to ship.ts",
                    "new file mode 100644",
                    "diff --git a/boat.ts b/boat.ts",
                    "\\ No newline at end of file",
                    "",
                    " ",
                    "+",
                    "-",
                    "...",
                    "boat.ts",
                    "dive.c",
                    "\u2028",
                    "\0",
                    "\uD800");

    private final Random random;
    private final List<Scenario> scenarios;

    private record Scenario(String reply, StoredTree tree) {}

    /// A reply and the files that it is fitted to.
    record Case(String reply, StoredTree tree) {}

    ReplyMutation(Path folder, long seed) throws IOException {
        random = new Random(seed);
        List<Path> folders;
        try (Stream<Path> found = Files.list(folder)) {
            folders = found.sorted().toList();
        }
        List<Scenario> read = new ArrayList<>();
        for (Path one : folders) {
            read.add(
                    new Scenario(
                            Files.readString(one.resolve("reply.md")),
                            StoredTree.of(one.resolve("input"))));
        }
        scenarios = List.copyOf(read);
    }

    Case next() {
        Scenario scenario = any(scenarios);
        List<String> lines = new ArrayList<>(List.of(scenario.reply.split("\n", -1)));
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            mutate(lines);
        }
        return new Case(
                String.join("\n", lines),
                random.nextInt(8) == 0 ? any(scenarios).tree : scenario.tree);
    }

    private void mutate(List<String> lines) {
        if (lines.isEmpty()) {
            lines.add(any(MARKS));
        }
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(10)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
            case 3 -> lines.add(at, any(MARKS));
            case 4 -> lines.set(at, any(MARKS));
            case 5 ->
                    lines.set(
                            at,
                            line.isEmpty()
                                    ? "+"
                                    : any(List.of("+", "-", " ", "")) + line.substring(1));
            case 6 -> lines.subList(at, lines.size()).clear();
            case 7 -> {
                List<String> other = List.of(any(scenarios).reply.split("\n", -1));
                lines.addAll(at, other.subList(random.nextInt(other.size()), other.size()));
            }
            case 8 -> lines.set(at, line.replaceAll("\\d+", String.valueOf(random.nextInt(3000))));
            default -> {
                int cut = random.nextInt(line.length() + 1);
                lines.set(at, line.substring(0, cut) + any(MARKS) + line.substring(cut));
            }
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /// Reads and fits.
    ///
    /// @return what came of it, in a word
    /// @throws AssertionError when files come out that no edit names, or that can't be together
    static String fit(Case one) {
        if (!(ReplyReader.read(one.reply) instanceof Reply.Edits(List<Edit> edits, _))) {
            return "not read";
        }
        if (!(Fitter.fit(edits, one.tree, SyntaxJudge.NONE) instanceof Fitting.Fitted fitted)) {
            return "refused";
        }
        StoredTree after = one.tree.with(fitted);
        for (Fitting.FittedFile file : fitted.files()) {
            boolean named =
                    edits.stream()
                                    .anyMatch(edit ->
                                            edit.path().equals(file.path())
                                                    || (edit instanceof Edit.Rename rename
                                                            && rename.from().equals(file.path())))
                            || fitted.fits().stream()
                                    .anyMatch(fit -> fit.edit().path().equals(file.path()));
            if (!named) {
                throw new AssertionError("no edit names " + file.path());
            }
        }
        for (String path : after.contents().keySet()) {
            if (after.contents().keySet().stream()
                    .anyMatch(other -> other.startsWith(path + "/"))) {
                throw new AssertionError("file and folder: " + path);
            }
        }
        return "fitted";
    }
}
