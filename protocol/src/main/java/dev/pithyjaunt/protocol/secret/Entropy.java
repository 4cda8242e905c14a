package dev.pithyjaunt.protocol.secret;

import java.util.HashMap;
import java.util.Map;

/// How surprising the characters of a text are.
final class Entropy {

    private Entropy() {}

    /// Shannon's entropy in bits per character; random hexadecimal digits come near 4, random
    /// letters and digits of 40 characters near 4.8, words stay below 3.5.
    static double of(String text) {
        Map<Character, Integer> counts = new HashMap<>();
        for (int i = 0; i < text.length(); i++) {
            counts.merge(text.charAt(i), 1, Integer::sum);
        }
        double bits = 0;
        for (int count : counts.values()) {
            double share = (double) count / text.length();
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }
}
