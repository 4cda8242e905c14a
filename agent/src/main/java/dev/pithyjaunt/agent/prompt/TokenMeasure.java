package dev.pithyjaunt.agent.prompt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/// How many tokens a text is for a family of models: estimated from its characters, and for some
/// counted exactly, which costs the time to load a vocabulary.
///
/// The estimate for o200k_base is a sum over characters, fitted by least squares to 2,000 files
/// (the figures stand in `tokenizers.tsv`); a margin on it makes it hold for all but few texts. It
/// is far closer than a ratio of bytes: letters come in words, and digits, symbols and line ends in
/// short tokens.
public final class TokenMeasure {

    private static final double LETTER = 0.20;
    private static final double BLANK = 0.03;
    private static final double LINE_END = 1.21;
    private static final double DIGIT = 0.83;
    private static final double SYMBOL = 0.49;

    /// For each byte of a character that is not ASCII.
    private static final double OTHER_BYTE = 0.26;

    /// For each letter or digit of what is too long for a word: keys, hashes, Base64.
    private static final double NO_WORD = 0.7;

    private static final int LONGEST_WORD = 24;

    private static final List<TokenMeasure> FAMILIES = read();

    private final String family;
    private final List<String> names;
    private final double margin;
    private final double otherMargin;
    private final boolean isCounted;

    private TokenMeasure(String row) {
        String[] cells = row.split("\t", -1);
        this.family = cells[0];
        this.names = List.of(cells[1].split(" ", -1));
        this.margin = Double.parseDouble(cells[2]);
        this.otherMargin = Double.parseDouble(cells[3]);
        this.isCounted = cells[4].equals("o200k_base");
    }

    /// That of a model's family.
    ///
    /// @param model its name at any provider; what ends with a `/` before it is left out
    public static TokenMeasure of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        return FAMILIES.stream()
                .filter(family ->
                        family.names.stream()
                                .anyMatch(start -> start.equals("*") || name.startsWith(start)))
                .findFirst()
                .orElseThrow();
    }

    /// Such as `openai`.
    public String family() {
        return family;
    }

    /// Measured high, so that few texts are more.
    public int estimate(String text) {
        double plain = 0;
        double other = 0;
        int word = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            word = goesOn(word, c) ? word + 1 : 0;
            if (c < 0x80) {
                plain += word > LONGEST_WORD ? NO_WORD : weight(c);
            } else {
                other += OTHER_BYTE * (c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
            }
        }
        return (int) Math.ceil(plain * margin + other * otherMargin);
    }

    /// The two symbols of Base64 end no key.
    private static boolean goesOn(int word, int c) {
        return c < 0x80
                && (Character.isLetterOrDigit(c)
                        || (word > LONGEST_WORD && (c == '+' || c == '/')));
    }

    private static double weight(int c) {
        if (c == ' ' || c == '\t' || c == '\r') {
            return BLANK;
        }
        if (c == '\n') {
            return LINE_END;
        }
        if (c >= '0' && c <= '9') {
            return DIGIT;
        }
        return Character.isLetter(c) ? LETTER : SYMBOL;
    }

    /// Exactly; empty where the family's vocabulary is not public. The first call loads it.
    public OptionalInt count(String text) {
        return isCounted ? OptionalInt.of(OpenAiVocabulary.count(text)) : OptionalInt.empty();
    }

    private static List<TokenMeasure> read() {
        try (InputStream in =
                        Objects.requireNonNull(
                                TokenMeasure.class.getResourceAsStream("tokenizers.tsv"));
                BufferedReader rows =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return rows.lines()
                    .filter(row -> !row.isBlank() && !row.startsWith("#"))
                    .map(TokenMeasure::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading tokenizers.tsv", e);
        }
    }
}
