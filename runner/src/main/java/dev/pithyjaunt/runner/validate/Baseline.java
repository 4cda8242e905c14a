package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence.Isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the checks say on the commit itself: known from an earlier execution, or run once.
final class Baseline {

    private final Plan plan;
    private final String commit;
    private final CheckedSide side;
    private final List<String> tools;
    private final Isolation isolation;
    private final KeptResults kept;
    private final StepRunner steps;
    private final Map<Integer, Ran> results = new HashMap<>();

    /// @param tools their versions
    Baseline(
            Plan plan,
            String commit,
            CheckedSide side,
            List<String> tools,
            Isolation isolation,
            KeptResults kept,
            StepRunner steps) {
        this.plan = plan;
        this.commit = commit;
        this.side = side;
        this.tools = List.copyOf(tools);
        this.isolation = isolation;
        this.kept = kept;
        this.steps = steps;
    }

    /// The commit, prepared.
    Prepared prepared() {
        return side.prepared();
    }

    List<String> tools() {
        return tools;
    }

    /// @param number of the check, from 0
    Ran result(int number) {
        return results.computeIfAbsent(number, this::find);
    }

    /// Runs it once more.
    Ran again(int number) {
        return side.run(number);
    }

    private Ran find(int number) {
        KeptResults.Key key = key(number);
        Optional<Ran> known = canBeKept() ? kept.find(key) : Optional.empty();
        known.ifPresent(ran -> steps.known(plan.checks().get(number), ran));
        return known.orElseGet(() -> {
            Ran ran = side.run(number);
            if (canBeKept()) {
                kept.keep(key, ran);
            }
            return ran;
        });
    }

    /// Outside a sandbox anything on the machine may count.
    private boolean canBeKept() {
        return isolation.mode() == CheckMode.SANDBOX && side.prepared().isWhole();
    }

    private KeptResults.Key key(int number) {
        List<String> commands = new ArrayList<>();
        plan.setUp().forEach(step -> commands.add(step.shown()));
        plan.checks().subList(0, number + 1).forEach(step -> commands.add(step.shown()));
        return new KeptResults.Key(
                commit,
                commands,
                tools,
                isolation.layers(),
                steps.limits(),
                Environment.basicAnd(Environment.TOOLS));
    }

    void remove() {
        side.remove();
    }
}
