package dev.pithyjaunt.agent.ranking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What the paths say.
final class PathSignals {

    /// Parts of a word: what is counted of a path, so that all are whole numbers.
    private static final double UNIT = 0.2;

    private static final int AS_WRITTEN = 5;
    private static final int OTHER_FORM = 3;

    /// A word of the file's own name counts as often as in two folders' names.
    private static final int OWN_NAME = 2;

    private static final double FOLDER_COMPOUND = 0.3;
    private static final int MIN_NAME = 4;
    private static final int MAX_PATH = 300;

    private static final Pattern PATH = Pattern.compile("[\\p{L}\\p{M}\\p{N}_./@+-]+");

    private PathSignals() {}

    static void add(Candidates candidates, Query query) {
        List<String> paths =
                candidates.files().stream().map(file -> withoutEnding(file.path())).toList();
        candidates.add(Signal.PATH, words(paths, query));
        candidates.add(Signal.COMPOUND, compounds(paths, query.runs()));
        candidates.add(Signal.SCOPE, scope(paths, query));
        candidates.add(Signal.MENTION, mentions(candidates, query.text()));
    }

    private static String withoutEnding(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }

    private static double[] words(List<String> paths, Query query) {
        WordCounter counter = counterWithForms(query.words());
        return new Bm25(query.weights(), ContentSignals.LENGTH_NORMALISATION)
                .scores(
                        paths.stream()
                                .map(path ->
                                        new Bm25.Document(
                                                pathCounts(path, counter, query.words().size()),
                                                UNIT))
                                .toList());
    }

    /// Counts the words as they are, then other forms of them.
    private static WordCounter counterWithForms(List<String> words) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            places.put(words.get(i), i);
        }
        for (int i = 0; i < words.size(); i++) {
            for (String form : Stem.forms(words.get(i))) {
                places.putIfAbsent(form, words.size() + i);
            }
        }
        return new WordCounter(places, Map.of(), 2 * words.size());
    }

    private static int[] pathCounts(String path, WordCounter counter, int words) {
        byte[] bytes = path.getBytes(UTF_8);
        int nameFrom = path.substring(0, path.lastIndexOf('/') + 1).getBytes(UTF_8).length;
        int[] folders = counter.count(bytes, 0, nameFrom);
        int[] name = counter.count(bytes, nameFrom, bytes.length);
        int[] counts = new int[words + 1];
        for (int i = 0; i < words; i++) {
            counts[i] =
                    AS_WRITTEN * (folders[i] + OWN_NAME * name[i])
                            + OTHER_FORM * (folders[words + i] + OWN_NAME * name[words + i]);
        }
        counts[words] = AS_WRITTEN * (folders[2 * words] + OWN_NAME * name[2 * words]);
        return counts;
    }

    private static double[] compounds(List<String> paths, Set<String> runs) {
        return paths.stream().mapToDouble(path -> compound(path, runs)).toArray();
    }

    private static double compound(String path, Set<String> runs) {
        double score = 0;
        StringBuilder part = new StringBuilder();
        for (int i = 0; i <= path.length(); i++) {
            char c = i < path.length() ? path.charAt(i) : '/';
            if (c == '/') {
                if (isRun(part, runs)) {
                    score += i == path.length() ? 1 : FOLDER_COMPOUND;
                }
                part.setLength(0);
            } else if (c < 0x80 && Character.isLetterOrDigit(c)) {
                part.append(Character.toLowerCase(c));
            }
        }
        return score;
    }

    private static boolean isRun(StringBuilder letters, Set<String> runs) {
        String name = letters.toString();
        return runs.contains(name)
                || (name.endsWith("s") && runs.contains(name.substring(0, name.length() - 1)));
    }

    private static double[] scope(List<String> paths, Query query) {
        double[] scores = new double[paths.size()];
        for (String part : query.scope().orElse("").split("[,\\s]+", -1)) {
            if (part.length() < 2) {
                continue;
            }
            boolean[] within = new boolean[paths.size()];
            for (int i = 0; i < within.length; i++) {
                String path = "/" + paths.get(i).toLowerCase(Locale.ROOT) + "/";
                within[i] = path.contains("/" + part + "/");
            }
            long number = IntStream.range(0, within.length).filter(i -> within[i]).count();
            double rarity = Math.log(1 + (double) within.length / Math.max(1, number));
            for (int i = 0; i < within.length; i++) {
                scores[i] += within[i] ? rarity : 0;
            }
        }
        return scores;
    }

    private static double[] mentions(Candidates candidates, String text) {
        Set<String> written = writtenPaths(text);
        return candidates.files().stream()
                .mapToDouble(file -> {
                    String path = file.path();
                    String name = path.substring(path.lastIndexOf('/') + 1);
                    if (name.length() < MIN_NAME || !written.contains(name)) {
                        return 0;
                    }
                    return written.contains(path) ? 1 : name.contains(".") ? 0.5 : 0;
                })
                .toArray();
    }

    /// What may be paths in a text, and the ends of each that are paths too: it may begin with
    /// folders of another machine.
    private static Set<String> writtenPaths(String text) {
        Set<String> paths = new HashSet<>();
        for (Matcher word = PATH.matcher(text); word.find(); ) {
            String path = word.group().replaceFirst("[.-]+$", "");
            if (path.length() <= MAX_PATH) {
                paths.add(path);
                for (int slash = path.indexOf('/'); slash >= 0; ) {
                    paths.add(path.substring(slash + 1));
                    slash = path.indexOf('/', slash + 1);
                }
            }
        }
        return paths;
    }
}
