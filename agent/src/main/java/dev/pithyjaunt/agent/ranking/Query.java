package dev.pithyjaunt.agent.ranking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of a task's text can be looked for.
///
/// @param words in lower case, parts of names each for itself
/// @param weights of the words
/// @param names of code, as written
/// @param runs words that stand side by side, joined, in lower case
/// @param scope the part that the title begins with, in lower case
/// @param text what was read of it
record Query(
        List<String> words,
        List<Double> weights,
        List<String> names,
        Set<String> runs,
        Optional<String> scope,
        String text) {

    /// Longer tasks are read up to here: a pasted log says what matters at its beginning.
    private static final int MAX_CHARACTERS = 50_000;

    private static final int MAX_WORDS = 150;
    private static final int MAX_NAMES = 50;
    private static final int MAX_WORDS_OF_RUNS = 1000;
    private static final int MIN_WORD = 3;

    /// What a word of the first line counts, beside those of the others.
    private static final double TITLE_WEIGHT = 1.5;

    private static final int LONGEST_RUN = 4;
    private static final int MIN_RUN_LETTERS = 5;

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{2,}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern QUOTED =
            Pattern.compile("`([^`\n]{1,200})`|\"([^\"\n]{3,40})\"|'([^'\n]{3,40})'");
    private static final Pattern LOOKS_LIKE_CODE = Pattern.compile("[a-z][A-Z]|_|[A-Z]{2}[a-z]");
    private static final Pattern CALL = Pattern.compile("([A-Za-z_]\\w{1,99}+)\\s{0,2}\\(");
    private static final Pattern MEMBER = Pattern.compile("(\\w{1,99}+)\\.(\\w{1,99}+)");

    /// `fix(part): …`, `part: …`, `[part] …` with a colon.
    private static final Pattern SCOPE =
            Pattern.compile(
                    "(?:\\w{1,30}\\(([^)]{1,40})\\)!?|\\[?([\\w./,* -]{1,50}?)\\]?)\\s?:\\s.*");

    /// Words that tasks are full of, whatever they are about.
    private static final Set<String> STOP =
            Set.of(
                    ("the a an to of in for and or is it this that with on as be by from not are was if"
                                    + " when should use used using add added fix fixes fixed remove removed"
                                    + " update updated change changed make makes now new we can do does into"
                                    + " so but at all more http https com org issue pr see via also test"
                                    + " tests code file files merge pull request github signed off co"
                                    + " authored")
                            .split(" "));

    static Query of(String task) {
        String text = task.strip().substring(0, Math.min(task.strip().length(), MAX_CHARACTERS));
        String title = text.lines().findFirst().orElse("");
        Map<String, Double> words = words(text, title.length());
        return new Query(
                List.copyOf(words.keySet()),
                List.copyOf(words.values()),
                names(text).stream().limit(MAX_NAMES).toList(),
                runs(text),
                scope(title),
                text);
    }

    private static Map<String, Double> words(String text, int titleEnd) {
        Map<String, Double> words = new LinkedHashMap<>();
        Matcher identifier = IDENTIFIER.matcher(text);
        while (identifier.find() && words.size() < MAX_WORDS) {
            for (String part : NameParts.of(identifier.group())) {
                if (part.length() >= MIN_WORD && !STOP.contains(part)) {
                    words.putIfAbsent(part, identifier.start() < titleEnd ? TITLE_WEIGHT : 1);
                }
            }
        }
        return words;
    }

    private static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (Matcher quoted = QUOTED.matcher(text); quoted.find(); ) {
            IDENTIFIER.matcher(quoted.group()).results().forEach(name -> names.add(name.group()));
        }
        IDENTIFIER
                .matcher(text)
                .results()
                .map(name -> name.group())
                .filter(name -> LOOKS_LIKE_CODE.matcher(name).find())
                .forEach(names::add);
        CALL.matcher(text).results().forEach(call -> names.add(call.group(1)));
        MEMBER.matcher(text)
                .results()
                .forEach(member -> {
                    names.add(member.group(1));
                    names.add(member.group(2));
                });
        names.removeIf(name -> name.length() < MIN_WORD);
        return names;
    }

    private static Set<String> runs(String text) {
        List<String> words =
                WORD.matcher(text)
                        .results()
                        .map(word -> word.group().toLowerCase(Locale.ROOT))
                        .limit(MAX_WORDS_OF_RUNS)
                        .toList();
        Set<String> runs = new LinkedHashSet<>();
        for (int first = 0; first < words.size(); first++) {
            List<String> run = new ArrayList<>();
            for (String word : words.subList(first, Math.min(words.size(), first + LONGEST_RUN))) {
                run.add(word);
                runs.add(String.join("", run));
            }
        }
        runs.removeIf(run -> run.length() < MIN_RUN_LETTERS);
        return runs;
    }

    private static Optional<String> scope(String title) {
        Matcher matcher = SCOPE.matcher(title);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                .map(scope -> scope.toLowerCase(Locale.ROOT));
    }
}
