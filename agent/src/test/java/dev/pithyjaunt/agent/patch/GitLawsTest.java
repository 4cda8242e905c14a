package dev.pithyjaunt.agent.patch;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.patch.PatchTree.Entry;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The laws of patches, with real git as the oracle. A failure names the seed of its trees.
class GitLawsTest {

    private static final List<String[]> OPTIONS =
            List.of(
                    new String[] {"--find-renames"},
                    new String[] {"--find-renames", "--find-copies-harder", "-B"},
                    new String[] {"--no-renames", "--full-index"},
                    new String[] {"--find-renames=30%", "-U1"},
                    new String[] {"--find-renames", "--binary", "--function-context"},
                    new String[] {"--patience", "--src-prefix=i/", "--dst-prefix=w/"});

    private final GitScene git = new GitScene();

    @AfterProperty
    void clear() {
        git.close();
    }

    @Property(
            tries = 40,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void whatGitPrintsIsReadPrintedAndAppliedAsGitDoes(@ForAll long seed) {
        RandomTree random = new RandomTree(seed);
        Map<String, Entry.File> a = random.make();
        Map<String, Entry.File> b = random.edit(a);
        String[] options = OPTIONS.get(new Random(seed).nextInt(OPTIONS.size()));
        String oldTree = git.write(a);
        String newTree = git.write(b);
        byte[] diff = git.diff(seed % 2 == 0, oldTree, newTree, options);
        if (diff.length == 0) {
            return;
        }

        Patch patch = Patch.parse(diff);

        assertThat(new String(patch.bytes(), ISO_8859_1)).isEqualTo(new String(diff, ISO_8859_1));
        if (patch.files().stream().anyMatch(file -> file.content().isBinary())) {
            return;
        }
        if (!git.apply(diff, oldTree).isYes()) {
            // With -B, git prints copies onto files that are there, and does not take them.
            assertThat(patch.applyTo(GitScene.tree(a))).isInstanceOf(Application.Rejected.class);
            return;
        }
        assertApplies(patch, a, b);
        if (patch.files().stream().noneMatch(file -> file.change() == Change.COPIED)) {
            Patch reversed = patch.reversed();
            assertApplies(reversed, b, a);
            assertThat(Patch.parse(reversed.bytes())).isEqualTo(reversed);
            assertThat(reversed.reversed()).isEqualTo(patch);
            GitScene.Answer answer = git.apply(reversed.bytes(), newTree);
            assertThat(answer.errors()).isEmpty();
            assertThat(GitScene.text(answer.output())).isEqualTo(oldTree);
        }
    }

    private static void assertApplies(
            Patch patch, Map<String, Entry.File> from, Map<String, Entry.File> to) {
        Application application = patch.applyTo(GitScene.tree(from));

        assertThat(application).isInstanceOf(Application.Applied.class);
        assertThat(application.placements()).allMatch(place -> place.offset() == 0);
        assertThat(GitScene.values(GitScene.after(from, (Application.Applied) application)))
                .isEqualTo(GitScene.values(to));
    }

    @Property(
            tries = 25,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void whatIsTakenOfABrokenPatchGitTakesWithTheSameResult(@ForAll long seed) {
        RandomTree random = new RandomTree(seed);
        Map<String, Entry.File> a = random.make();
        Map<String, Entry.File> b = random.edit(a);
        byte[] diff = git.diff(true, git.write(a), git.write(b), "--find-renames");
        for (int i = 0; i < 12; i++) {
            byte[] broken = random.mutate(diff);
            Map<String, Entry.File> other = i % 2 == 0 ? a : random.edit(a);
            Optional<Application.Applied> applied = applied(broken, other);
            if (applied.isPresent()) {
                GitScene.Answer answer = git.apply(broken, git.write(other));

                assertThat(answer.errors()).as(new String(broken, ISO_8859_1)).isEmpty();
                assertThat(GitScene.text(answer.output()))
                        .as(new String(broken, ISO_8859_1))
                        .isEqualTo(git.write(GitScene.after(other, applied.get())));
            }
        }
    }

    private static Optional<Application.Applied> applied(
            byte[] diff, Map<String, Entry.File> files) {
        try {
            return Patch.parse(diff).applyTo(GitScene.tree(files))
                            instanceof Application.Applied applied
                    ? Optional.of(applied)
                    : Optional.empty();
        } catch (PatchFormatException e) {
            return Optional.empty();
        }
    }

    @Property(tries = 1)
    void namesThatAreNotUtf8AreReadAndPrinted() {
        String oldTree = git.store(GitScene.HEADER.getBytes(UTF_8));
        String newTree =
                git.store(
                        (GitScene.HEADER
                                        + "M 100644 inline \"\\344 \\303.txt\"\ndata 2\na\n\n"
                                        + "M 100755 inline \"\\377\\001/\\303\\274\"\ndata 2\nb\n\n")
                                .getBytes(UTF_8));
        for (boolean quotePath : new boolean[] {true, false}) {
            byte[] diff = git.diff(quotePath, oldTree, newTree);

            Patch patch = Patch.parse(diff);

            assertThat(patch.bytes()).isEqualTo(diff);
            assertThat(patch.paths()).containsExactly("ä Ã.txt", "ÿ\u0001/Ã¼");
        }
    }
}
