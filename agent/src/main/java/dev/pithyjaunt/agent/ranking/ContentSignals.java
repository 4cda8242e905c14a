package dev.pithyjaunt.agent.ranking;

import java.util.List;

/// What the words and names in the contents say.
final class ContentSignals {

    /// Shared by all that looks for words: length counts half.
    static final double LENGTH_NORMALISATION = 0.5;

    private ContentSignals() {}

    static void add(Candidates candidates, Query query) {
        candidates.add(
                Signal.CONTENT,
                new Bm25(query.weights(), LENGTH_NORMALISATION)
                        .scores(candidates.counts().stream().map(Bm25.Document::new).toList()));
        candidates.add(Signal.NAMES, names(candidates.counts(), query));
    }

    /// The rarer a name the better; how often a file holds it matters little.
    private static double[] names(List<int[]> counts, Query query) {
        double[] scores = new double[counts.size()];
        for (int n = 0; n < query.names().size(); n++) {
            int name = query.words().size() + n;
            long holding = counts.stream().filter(file -> file[name] > 0).count();
            double rarity = Math.log(1 + (double) counts.size() / Math.max(1, holding));
            for (int i = 0; i < scores.length; i++) {
                scores[i] += rarity * (1 - Math.exp(-counts.get(i)[name] / 2.0));
            }
        }
        return scores;
    }
}
