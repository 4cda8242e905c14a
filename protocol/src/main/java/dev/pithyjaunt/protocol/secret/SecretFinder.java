package dev.pithyjaunt.protocol.secret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;

/// Finds secrets in text, in a time that grows with its length and no faster: a rule is only tried
/// around its keywords, and no pattern of the table repeats anything without a bound.
public final class SecretFinder {

    /// Characters before a keyword in which a match may begin, and after it in which it may end.
    /// The longest shape, a signed token, begins with its keyword.
    private static final int BEFORE = 200;

    private static final int AFTER = 4_500;

    private final List<SecretRule> rules;

    public SecretFinder(List<SecretRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// All secrets in a text of one or many lines, in order, none overlapping another. Values that
    /// stand in a secret's place, such as `changeme`, are not among them.
    public List<Finding> find(String text) {
        String lower = lower(text);
        NavigableMap<Integer, Finding> found = new TreeMap<>();
        for (SecretRule rule : rules) {
            for (int[] window : windows(rule, lower)) {
                find(rule, text, window, found);
            }
        }
        return List.copyOf(found.values());
    }

    /// @param found by their starts
    private static void find(
            SecretRule rule, String text, int[] window, NavigableMap<Integer, Finding> found) {
        Matcher matcher =
                rule.pattern()
                        .matcher(text)
                        .region(window[0], window[1])
                        .useTransparentBounds(true)
                        .useAnchoringBounds(false);
        while (matcher.find()) {
            int group = matcher.groupCount() == 0 ? 0 : 1;
            int start = matcher.start(group);
            int end = matcher.end(group);
            Map.Entry<Integer, Finding> before = found.lowerEntry(end);
            boolean known = before != null && start < before.getValue().end();
            String value = matcher.group(group);
            if (!known && !Placeholder.is(value) && Entropy.of(value) >= rule.minEntropy()) {
                found.put(start, new Finding(rule, start, end));
            }
        }
    }

    /// The parts of a text that lie around a rule's keywords, none overlapping another.
    private static List<int[]> windows(SecretRule rule, String lower) {
        List<int[]> windows = new ArrayList<>();
        for (String keyword : rule.keywords()) {
            windows.addAll(windows(keyword, lower));
        }
        windows.sort(Comparator.comparingInt(window -> window[0]));
        return merged(windows);
    }

    private static List<int[]> windows(String keyword, String lower) {
        List<int[]> windows = new ArrayList<>();
        int at = lower.indexOf(keyword);
        while (at >= 0) {
            int from = Math.max(0, at - BEFORE);
            int to = Math.min(lower.length(), at + AFTER);
            if (!windows.isEmpty() && from <= windows.getLast()[1]) {
                windows.getLast()[1] = to;
            } else {
                windows.add(new int[] {from, to});
            }
            at = lower.indexOf(keyword, at + keyword.length());
        }
        return windows;
    }

    private static List<int[]> merged(List<int[]> windows) {
        List<int[]> merged = new ArrayList<>();
        for (int[] window : windows) {
            if (!merged.isEmpty() && window[0] <= merged.getLast()[1]) {
                merged.getLast()[1] = Math.max(merged.getLast()[1], window[1]);
            } else {
                merged.add(window);
            }
        }
        return merged;
    }

    /// ASCII letters only, so that places in it are places in the text.
    private static String lower(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (char) (lower[i] + 'a' - 'A');
            }
        }
        return new String(lower);
    }
}
