package dev.pithyjaunt.agent.edit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What holds for every file and every way of stating a change. A failure names its seed.
class EditLawsTest {

    private static final String BAD =
            RandomEdit.PATH
                    + "\n<<<<<<< SEARCH\nnowhere to be found\n=======\nx\n>>>>>>> REPLACE\n";

    private static Fitting fit(String reply, StoredTree tree) {
        return switch (ReplyReader.read(reply)) {
            case Reply.Edits edits -> Fitter.fit(edits.edits(), tree, SyntaxJudge.NONE);
            case Reply.Malformed(String path, String problem, String raw) ->
                    new Fitting.Refused(List.of(new Refusal(path, problem, "", raw)), List.of());
            case Reply.Question _, Reply.NothingToChange _, Reply.Prose _ ->
                    throw new AssertionError("no edit was read:\n" + reply);
        };
    }

    private static void assertMakes(String reply, RandomEdit edit) {
        StoredTree base = edit.tree(edit.before);

        Fitting fitting = fit(reply, base);

        assertThat(fitting).as(reply).isInstanceOf(Fitting.Fitted.class);
        assertThat(base.with((Fitting.Fitted) fitting).values())
                .as(reply)
                .isEqualTo(edit.tree(edit.after).values());
    }

    @Property(
            tries = 1000,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void exactDiffGivesTheIntendedFile(@ForAll long seed) {
        RandomEdit edit = new RandomEdit(seed);
        if (edit.changesAnything()) {
            assertMakes(edit.diff(), edit);
        }
    }

    @Property(
            tries = 1000,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void exactBlocksGiveTheIntendedFileInAnyOrder(@ForAll long seed) {
        RandomEdit edit = new RandomEdit(seed);
        if (edit.changesAnything() && edit.blocksTell()) {
            assertMakes(edit.shuffledBlocks(), edit);
        }
    }

    @Property(
            tries = 3000,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void damagedDiffGivesTheIntendedFileOrIsRefused(@ForAll long seed) {
        RandomEdit edit = new RandomEdit(seed);
        if (!edit.changesAnything()) {
            return;
        }
        String reply = edit.damagedDiff();
        StoredTree base = edit.tree(edit.before);

        if (fit(reply, base) instanceof Fitting.Fitted fitted) {
            assertThat(withoutBlankLines(base.with(fitted)))
                    .as(reply)
                    .isEqualTo(withoutBlankLines(edit.tree(edit.after)));
        }
    }

    /// A diff that lacks the blank lines of its context does not tell on which side of them it puts
    /// lines.
    private static Map<String, String> withoutBlankLines(StoredTree tree) {
        Map<String, String> values = new TreeMap<>(tree.values());
        values.replaceAll((_, text) -> text.replaceAll("(?m)^\r?\n", ""));
        return values;
    }

    @Property(
            tries = 300,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void oneBadEditStopsAll(@ForAll long seed) {
        RandomEdit edit = new RandomEdit(seed);
        List<String> blocks = new ArrayList<>(edit.blocks());
        blocks.add(edit.random.nextInt(blocks.size() + 1), BAD);

        assertThat(fit(String.join("", blocks), edit.tree(edit.before)))
                .isInstanceOf(Fitting.Refused.class);
    }
}
