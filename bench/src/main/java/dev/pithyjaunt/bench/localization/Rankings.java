package dev.pithyjaunt.bench.localization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of all changes.
///
/// @param missing how many changes could not be ranked, by the reason
record Rankings(List<Ranked> ranked, Map<String, Integer> missing) {

    static Rankings of(List<RecordedChange> changes, Bases bases) {
        List<Ranked> ranked = new ArrayList<>();
        Map<String, Integer> missing = new TreeMap<>();
        for (RecordedChange change : changes) {
            long start = System.nanoTime();
            switch (bases.find(change)) {
                case Base.Found found -> ranked.add(Ranked.of(change, found, start));
                case Base.Missing none -> missing.merge(none.reason(), 1, Integer::sum);
            }
        }
        return new Rankings(ranked, missing);
    }

    int changes() {
        return ranked.size() + missing.values().stream().mapToInt(Integer::intValue).sum();
    }
}
