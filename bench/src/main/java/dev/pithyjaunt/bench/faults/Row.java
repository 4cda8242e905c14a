package dev.pithyjaunt.bench.faults;

import java.util.ArrayList;
import java.util.List;

/// What one scene showed.
///
/// @param tries how often something was broken
/// @param acknowledged what the server said it had taken: events, executions, cancellations
/// @param lost of these, what was not there afterwards
/// @param twice what was there, or counted, more than once
/// @param unended executions that had not ended 60 seconds after their deadline
/// @param faults what else was not as it has to be, in words
record Row(
        String scene,
        long tries,
        long acknowledged,
        long lost,
        long twice,
        long unended,
        List<String> faults) {

    Row {
        faults = List.copyOf(faults);
    }

    /// Of a scene that could not be played to its end.
    static Row broken(String scene, Exception e) {
        return new Row(scene, 0, 0, 0, 0, 0, List.of(String.valueOf(e)));
    }

    /// The same with one more fault.
    Row with(String fault) {
        List<String> all = new ArrayList<>(faults);
        all.add(fault);
        return new Row(scene, tries, acknowledged, lost, twice, unended, all);
    }

    boolean isGood() {
        return lost == 0 && twice == 0 && unended == 0 && faults.isEmpty();
    }
}
