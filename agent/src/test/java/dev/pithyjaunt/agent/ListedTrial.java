package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.patch.Patch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A trial that runs nothing: it finds as many new failures as a list says, and none after its end.
public final class ListedTrial implements Trial {

    private final Deque<Integer> left;
    private final List<Patch> tried = new ArrayList<>();

    /// @param failures of each patch; 0 for none
    public ListedTrial(Integer... failures) {
        this.left = new ArrayDeque<>(Arrays.asList(failures));
    }

    /// What it was asked of, in order.
    public List<Patch> tried() {
        return tried;
    }

    @Override
    public Optional<Objection> judge(Patch patch) {
        tried.add(patch);
        int failures = left.isEmpty() ? 0 : left.removeFirst();
        return failures == 0 ? Optional.empty() : Optional.of(objection(failures));
    }

    static Objection objection(int failures) {
        return new Objection(
                failures,
                "\"make test\": %d tests".formatted(failures),
                "With it, %d tests newly fail.".formatted(failures));
    }
}
