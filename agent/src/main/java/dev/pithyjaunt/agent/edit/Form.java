package dev.pithyjaunt.agent.edit;

import java.util.Map;

/// What of a line is compared.
enum Form {
    AS_IT_IS {
        @Override
        String of(String line) {
            return line;
        }
    },
    WITHOUT_TRAILING_SPACE {
        @Override
        String of(String line) {
            return line.stripTrailing();
        }
    },
    WITHOUT_INDENTATION {
        @Override
        String of(String line) {
            return line.strip();
        }
    },
    WITHOUT_SPACE {
        @Override
        String of(String line) {
            StringBuilder kept = new StringBuilder(line.length());
            for (int i = 0; i < line.length(); i++) {
                if (!isSpace(line.charAt(i))) {
                    kept.append(line.charAt(i));
                }
            }
            return kept.toString();
        }
    },
    PLAIN {
        @Override
        String of(String line) {
            StringBuilder kept = new StringBuilder(line.length());
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                String plain = c < 0x80 ? null : PLAIN_FORMS.get(c);
                if (plain != null) {
                    kept.append(plain);
                } else if (!isSpace(c) && Character.getType(c) != Character.FORMAT) {
                    kept.append(c);
                }
            }
            return kept.toString();
        }
    };

    /// Typographic characters that models put for plain ones, and the other way around.
    private static final Map<Character, String> PLAIN_FORMS =
            Map.ofEntries(
                    Map.entry('‘', "'"),
                    Map.entry('’', "'"),
                    Map.entry('‚', "'"),
                    Map.entry('‛', "'"),
                    Map.entry('′', "'"),
                    Map.entry('“', "\""),
                    Map.entry('”', "\""),
                    Map.entry('„', "\""),
                    Map.entry('‟', "\""),
                    Map.entry('″', "\""),
                    Map.entry('‐', "-"),
                    Map.entry('‑', "-"),
                    Map.entry('‒', "-"),
                    Map.entry('–', "-"),
                    Map.entry('—', "-"),
                    Map.entry('―', "-"),
                    Map.entry('−', "-"),
                    Map.entry('…', "..."));

    abstract String of(String line);

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
