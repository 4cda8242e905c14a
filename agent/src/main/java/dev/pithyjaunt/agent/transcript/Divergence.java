package dev.pithyjaunt.agent.transcript;

import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.protocol.Redactor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The first place at which a conversation is another than its recording.
///
/// @param message counted from 1
/// @param role of that message: `system`, `user`, `assistant` or `tool`
/// @param line of it, counted from 1; 0 when the message is missing on one side, or of another role
/// @param recorded that line, or what there is in place of it
/// @param found likewise, now
public record Divergence(int message, String role, int line, String recorded, String found) {

    private static final String NOTHING = "nothing";
    private static final Pattern MASKS =
            Pattern.compile("(?:" + Pattern.quote(Redactor.MASK) + ")+");

    /// Empty when they are the same, but for what was redacted.
    static Optional<Divergence> between(List<Message> recorded, List<Message> found) {
        for (int i = 0; i < Math.max(recorded.size(), found.size()); i++) {
            String before = i < recorded.size() ? role(recorded.get(i)) : NOTHING;
            String now = i < found.size() ? role(found.get(i)) : NOTHING;
            if (!before.equals(now)) {
                return Optional.of(new Divergence(i + 1, before, 0, before, now));
            }
            Optional<Divergence> inside =
                    betweenTexts(i + 1, before, recorded.get(i).text(), found.get(i).text());
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    private static Optional<Divergence> betweenTexts(
            int message, String role, String recorded, String found) {
        if (isSame(recorded, found)) {
            return Optional.empty();
        }
        List<String> before = recorded.lines().toList();
        List<String> now = found.lines().toList();
        for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
            String left = i < before.size() ? before.get(i) : NOTHING;
            String right = i < now.size() ? now.get(i) : NOTHING;
            if (!isSame(left, right)) {
                return Optional.of(new Divergence(message, role, i + 1, left, right));
            }
        }
        return Optional.of(new Divergence(message, role, before.size(), "line ends", "others"));
    }

    /// What was masked when it was recorded may be anything: the texts between the masks have to
    /// follow one another.
    private static boolean isSame(String recorded, String found) {
        String[] parts = MASKS.split(recorded, -1);
        String last = parts[parts.length - 1];
        if (parts.length == 1 || !found.startsWith(parts[0])) {
            return recorded.equals(found);
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int next = found.indexOf(parts[i], at);
            if (next < 0) {
                return false;
            }
            at = next + parts[i].length();
        }
        return found.length() - last.length() >= at && found.endsWith(last);
    }

    private static String role(Message message) {
        return switch (message) {
            case Message.System _ -> "system";
            case Message.User _ -> "user";
            case Message.Assistant _ -> "assistant";
            case Message.ToolAnswer _ -> "tool";
        };
    }

    /// One line for people.
    public String inWords() {
        return line == 0
                ? "message %d: recorded as %s, now %s".formatted(message, recorded, found)
                : "message %d (%s), line %d: recorded \"%s\", now \"%s\""
                        .formatted(message, role, line, recorded, found);
    }
}
