package dev.pithyjaunt.agent.survey;

import dev.pithyjaunt.git.CommitTree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ranks files for a task by BM25 over their contents, the words of their path counted as part of
/// it.
///
/// Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
public final class Ranking {

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    /// How often a word of the path counts, beside those of the content.
    private static final int PATH_WEIGHT = 4;

    private static final int SNIFFED_BYTES = 8000;

    private final Map<String, Integer> terms = new LinkedHashMap<>();
    private final List<Document> documents = new ArrayList<>();

    private Ranking(String task) {
        Words.forEach(task, word -> terms.putIfAbsent(word, terms.size()));
    }

    /// The files that can be shown and hold a word of the task or of its parts, best first. Each
    /// content is read once, one in memory at a time; binary files drop out here.
    public static List<RankedFile> rank(String task, Survey survey, CommitTree tree) {
        Ranking ranking = new Ranking(task);
        List<SurveyedFile> texts = survey.texts();
        Iterator<SurveyedFile> next = texts.iterator();
        tree.readAll(
                texts.stream().map(SurveyedFile::file).toList(),
                (_, content) -> ranking.read(next.next(), content));
        return ranking.ranked();
    }

    private void read(SurveyedFile file, byte[] content) {
        for (int i = 0; i < Math.min(content.length, SNIFFED_BYTES); i++) {
            if (content[i] == 0) {
                return;
            }
        }
        Document document = new Document(file, new int[terms.size()]);
        Words.forEach(
                new String(content, StandardCharsets.UTF_8), word -> document.count(term(word), 1));
        Words.forEach(file.path(), word -> document.count(term(word), PATH_WEIGHT));
        documents.add(document);
    }

    /// Number of a word of the task, -1 for others.
    private int term(String word) {
        return terms.getOrDefault(word, -1);
    }

    private List<RankedFile> ranked() {
        double meanLength =
                documents.stream().mapToInt(document -> document.length).average().orElse(1);
        double[] weights = weights();
        return documents.stream()
                .map(document -> new RankedFile(document.file, document.score(weights, meanLength)))
                .filter(ranked -> ranked.score() > 0)
                .sorted(Comparator.comparingDouble(RankedFile::score).reversed())
                .toList();
    }

    /// Inverse document frequency of each word of the task.
    private double[] weights() {
        double[] weights = new double[terms.size()];
        for (int term = 0; term < weights.length; term++) {
            int index = term;
            long holding = documents.stream().filter(d -> d.counts[index] > 0).count();
            weights[term] = Math.log(1 + (documents.size() - holding + 0.5) / (holding + 0.5));
        }
        return weights;
    }

    private static final class Document {

        private final SurveyedFile file;
        private final int[] counts;
        private int length;

        Document(SurveyedFile file, int[] counts) {
            this.file = file;
            this.counts = counts;
        }

        void count(int term, int times) {
            length += times;
            if (term >= 0) {
                counts[term] += times;
            }
        }

        double score(double[] weights, double meanLength) {
            double score = 0;
            double norm = K1 * (1 - B + B * length / meanLength);
            for (int term = 0; term < weights.length; term++) {
                score += weights[term] * counts[term] * (K1 + 1) / (counts[term] + norm);
            }
            return score;
        }
    }
}
