package dev.pithyjaunt.agent.ranking;

import java.util.List;

/// BM25: how much the words of a query say about each of a number of documents.
///
/// Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
final class Bm25 {

    private static final double K1 = 1.2;

    private final double[] weights;
    private final double b;

    /// @param weights of the words
    /// @param b how much a document's length counts against it, 0 to 1
    Bm25(List<Double> weights, double b) {
        this.weights = weights.stream().mapToDouble(Double::doubleValue).toArray();
        this.b = b;
    }

    /// What a document holds of the words.
    static final class Document {

        private final int[] counts;
        private final double unit;

        /// @param counts of the words, in their order; behind them may be others, that of all words
        ///   last
        /// @param unit what a count of 1 stands for
        Document(int[] counts, double unit) {
            this.counts = counts;
            this.unit = unit;
        }

        Document(int[] counts) {
            this(counts, 1);
        }

        private double count(int word) {
            return unit * counts[word];
        }

        private double length() {
            return unit * counts[counts.length - 1];
        }
    }

    /// @return a score for each document
    double[] scores(List<Document> documents) {
        double meanLength =
                Math.max(1, documents.stream().mapToDouble(Document::length).average().orElse(1));
        double[] rarity = rarity(documents);
        return documents.stream()
                .mapToDouble(document -> score(document, rarity, meanLength))
                .toArray();
    }

    /// Inverse document frequency of each word, by its weight.
    private double[] rarity(List<Document> documents) {
        double[] rarity = new double[weights.length];
        for (int word = 0; word < rarity.length; word++) {
            int holding = 0;
            for (Document document : documents) {
                holding += document.count(word) > 0 ? 1 : 0;
            }
            rarity[word] =
                    weights[word]
                            * Math.log(1 + (documents.size() - holding + 0.5) / (holding + 0.5));
        }
        return rarity;
    }

    private double score(Document document, double[] rarity, double meanLength) {
        double norm = K1 * (1 - b + b * document.length() / meanLength);
        double score = 0;
        for (int word = 0; word < rarity.length; word++) {
            double count = document.count(word);
            if (count > 0) {
                score += rarity[word] * count * (K1 + 1) / (count + norm);
            }
        }
        return score;
    }
}
