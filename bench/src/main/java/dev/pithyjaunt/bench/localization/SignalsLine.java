package dev.pithyjaunt.bench.localization;

import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.ranking.Signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The signals of a change as they are written to a file, for fitting weights to them.
record SignalsLine(String id, String repo, List<String> changed, List<Row> rows) {

    private static final int MOST = 300;

    /// @param p path of a file
    /// @param s its signals
    record Row(String p, Map<Signal, Double> s) {}

    /// Of the best files, and of the changed ones wherever they are.
    static SignalsLine of(Ranked ranked) {
        RecordedChange change = ranked.change();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ranked.files().size(); i++) {
            RankedFile file = ranked.files().get(i);
            if (i < MOST || change.changedFiles().contains(file.path())) {
                rows.add(new Row(file.path(), file.signals()));
            }
        }
        return new SignalsLine(change.id(), change.repo(), change.changedFiles(), rows);
    }
}
