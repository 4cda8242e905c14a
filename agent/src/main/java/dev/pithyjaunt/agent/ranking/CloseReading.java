package dev.pithyjaunt.agent.ranking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.symbol.Definition;
import dev.pithyjaunt.agent.symbol.Symbols;
import dev.pithyjaunt.git.ContentSink;
import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a closer look at the best files says: where in them the words stand, what they define, and
/// which of them use what others define.
final class CloseReading {

    private static final int FILES = 100;

    /// Parsing costs most, and is worth most for the first.
    private static final int PARSED_FILES = 15;

    private static final int MAX_PARSED_BYTES = 1 << 18;

    /// Far more than so many bytes take, so that a ranking doesn't depend on what else runs.
    private static final Duration PARSE_LIMIT = Duration.ofSeconds(10);

    private static final int MAX_BYTES = 1 << 20;

    /// Lines of a passage.
    private static final int PASSAGE = 20;

    /// A name that more files define says nothing of which of them is used.
    private static final int MAX_DEFINERS = 3;

    private static final int MIN_NAME = 4;

    private final Candidates candidates;
    private final Query query;
    private final WordCounter counter;

    /// Indices of the candidates looked at, best first.
    private final int[] best;

    private final double[] scores;
    private final List<List<Bm25.Document>> passages;
    private final List<Optional<Symbols>> symbols;

    private CloseReading(Candidates candidates, Query query, WordCounter counter) {
        this.candidates = candidates;
        this.query = query;
        this.counter = counter;
        this.scores = candidates.scores();
        this.best = Candidates.best(scores, FILES);
        this.passages = new ArrayList<>(java.util.Collections.nCopies(best.length, List.of()));
        this.symbols =
                new ArrayList<>(java.util.Collections.nCopies(best.length, Optional.empty()));
    }

    /// @return what the files define, by path
    static Map<String, List<Definition>> add(
            Candidates candidates, Query query, WordCounter counter, FileTree tree) {
        CloseReading reading = new CloseReading(candidates, query, counter);
        reading.read(tree);
        reading.addPassages();
        reading.addDefinitions();
        reading.addUses();
        return reading.definitions();
    }

    private Map<String, List<Definition>> definitions() {
        Map<String, List<Definition>> definitions = new HashMap<>();
        for (int i = 0; i < best.length; i++) {
            String path = candidates.file(best[i]).path();
            symbols.get(i).ifPresent(found -> definitions.put(path, found.definitions()));
        }
        return definitions;
    }

    private void read(FileTree tree) {
        List<TreeFile> files =
                Arrays.stream(best).mapToObj(i -> candidates.file(i).file()).toList();
        tree.scan(
                files,
                MAX_BYTES,
                new ContentSink() {
                    @Override
                    public void take(int index, byte[] buffer, int length, long size) {
                        passages.set(index, passages(buffer, length));
                        if (index < PARSED_FILES && size <= MAX_PARSED_BYTES) {
                            byte[] text = Arrays.copyOf(buffer, length);
                            symbols.set(
                                    index, Symbols.of(files.get(index).path(), text, PARSE_LIMIT));
                        }
                    }

                    @Override
                    public void miss(int index, String reason) {
                        // It was read a moment ago; what is known of it must do.
                    }
                });
    }

    /// The parts of a text that hold a word of the query.
    private List<Bm25.Document> passages(byte[] text, int length) {
        List<Bm25.Document> found = new ArrayList<>();
        int from = 0;
        int lines = 0;
        for (int i = 0; i < length; i++) {
            if ((text[i] == '\n' && ++lines % PASSAGE == 0) || i == length - 1) {
                int[] counts = counter.count(text, from, i + 1);
                if (IntStream.range(0, query.words().size()).anyMatch(word -> counts[word] > 0)) {
                    found.add(new Bm25.Document(counts));
                }
                from = i + 1;
            }
        }
        return found;
    }

    private Bm25 bm25() {
        return new Bm25(query.weights(), ContentSignals.LENGTH_NORMALISATION);
    }

    private void addPassages() {
        double[] all = bm25().scores(passages.stream().flatMap(List::stream).toList());
        double[] values = new double[candidates.size()];
        int next = 0;
        for (int i = 0; i < best.length; i++) {
            for (int end = next + passages.get(i).size(); next < end; next++) {
                values[best[i]] = Math.max(values[best[i]], all[next]);
            }
        }
        candidates.add(Signal.PASSAGE, values);
    }

    private Set<String> defined(int i) {
        return symbols.get(i).map(Symbols::definitions).orElse(List.of()).stream()
                .map(Definition::name)
                .collect(Collectors.toSet());
    }

    private void addDefinitions() {
        Map<String, List<Integer>> definers = definers();
        double[] names = new double[candidates.size()];
        for (String name : query.names()) {
            List<Integer> by = definers.getOrDefault(name, List.of());
            by.forEach(i -> names[best[i]] += Math.log(1 + (double) best.length / by.size()));
        }
        candidates.add(Signal.DEFINITIONS, names);
        List<Bm25.Document> documents =
                IntStream.range(0, best.length).mapToObj(this::definedWords).toList();
        double[] words = new double[candidates.size()];
        double[] found = bm25().scores(documents);
        for (int i = 0; i < best.length; i++) {
            words[best[i]] = found[i];
        }
        candidates.add(Signal.DEFINED_WORDS, words);
    }

    private Bm25.Document definedWords(int i) {
        byte[] text = String.join(" ", defined(i)).getBytes(UTF_8);
        return new Bm25.Document(counter.count(text, 0, text.length));
    }

    private Map<String, List<Integer>> definers() {
        Map<String, List<Integer>> definers = new HashMap<>();
        for (int i = 0; i < best.length; i++) {
            for (String name : defined(i)) {
                definers.computeIfAbsent(name, _ -> new ArrayList<>()).add(i);
            }
        }
        return definers;
    }

    /// A file gets of what it uses a share of the other's score, by how much of all it uses is of
    /// that other.
    private void addUses() {
        Map<String, List<Integer>> definers = definers();
        double[] values = new double[candidates.size()];
        for (int i = 0; i < best.length; i++) {
            int user = i;
            Map<Integer, Double> used = new HashMap<>();
            symbols.get(i)
                    .map(Symbols::references)
                    .orElse(Map.of())
                    .forEach((name, times) -> {
                        List<Integer> by = definers.getOrDefault(name, List.of());
                        if (name.length() >= MIN_NAME && by.size() <= MAX_DEFINERS) {
                            by.stream()
                                    .filter(other -> other != user)
                                    .forEach(other ->
                                            used.merge(
                                                    other,
                                                    Math.sqrt(times) / by.size(),
                                                    Double::sum));
                        }
                    });
            double all = used.values().stream().mapToDouble(Double::doubleValue).sum();
            used.forEach(
                    (other, part) -> values[best[user]] += part / (all + 3) * scores[best[other]]);
        }
        candidates.add(Signal.USES, values);
    }
}
