package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class TestRepositoryTest {

    @TempDir Path folder;

    @Test
    void sameContentHasTheSameCommitHash() {
        String first = TestRepository.create(folder.resolve("a")).write("d/f", "x\n").commit("m");
        String second = TestRepository.create(folder.resolve("b")).write("d/f", "x\n").commit("m");

        assertThat(first).hasSize(40).isEqualTo(second);
    }

    @Test
    void bareCloneHasTheBranches() {
        TestRepository repository = TestRepository.create(folder.resolve("a"));
        repository.write("f", "x\n").commit("m");
        repository.branch("side").write("f", "y\n").commit("n");

        TestRepository bare = repository.bareClone(folder.resolve("bare"));

        assertThat(bare.git("branch", "--format=%(refname:short)")).isEqualTo("main\nside");
        assertThat(bare.git("show", "side:f")).isEqualTo("y");
    }

    @Test
    void failureHoldsWhatGitSaid() {
        assertThatThrownBy(() -> TestRepository.create(folder).git("show", "nope"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("git show nope in " + folder)
                .hasMessageContaining("unknown revision");
    }
}
