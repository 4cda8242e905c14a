package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.runner.sandbox.Place;
import dev.pithyjaunt.runner.sandbox.Sandbox;

import java.util.ArrayList;
import java.util.List;

/// One side, and the checks on it: they run one after the other in the same files, as on a CI
/// server, since one may build what the next one tests. A check that is run again finds the files
/// as it found them the first time.
final class CheckedSide {

    private final String name;
    private final Prepared prepared;
    private final List<Step> checks;
    private final Sandbox sandbox;
    private final StepRunner steps;

    /// By number of a check: the files as the checks before it left them.
    private final List<Place> states = new ArrayList<>();

    /// @param name for people
    CheckedSide(
            String name, Prepared prepared, List<Step> checks, Sandbox sandbox, StepRunner steps) {
        this.name = name;
        this.prepared = prepared;
        this.checks = checks;
        this.sandbox = sandbox;
        this.steps = steps;
        states.add(prepared.place());
    }

    Prepared prepared() {
        return prepared;
    }

    /// Runs a check, and those before it that were not run yet.
    ///
    /// @param number from 0
    Ran run(int number) {
        while (states.size() <= number) {
            Place place = sandbox.copy(states.getLast());
            steps.check(checks.get(states.size() - 1), place, name + ", for the checks after it");
            states.add(place);
        }
        Place place = sandbox.copy(states.get(number));
        Ran ran = steps.check(checks.get(number), place, name);
        if (states.size() == number + 1) {
            states.add(place);
        } else if (!states.contains(place)) {
            sandbox.remove(place);
        }
        return ran;
    }

    /// Takes all but the prepared files away.
    void remove() {
        states.stream()
                .skip(1)
                .filter(place -> !place.equals(prepared.place()))
                .forEach(sandbox::remove);
    }
}
