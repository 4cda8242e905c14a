package dev.pithyjaunt.protocol.markdown;

import java.util.List;
import java.util.Optional;

/// A part of a text that may be cut between its items, and nowhere else.
///
/// @param head what stands before the items; all of it when there are none
/// @param items each with its line end
record Block(String head, List<String> items) {

    Block {
        items = List.copyOf(items);
    }

    static Block of(String text) {
        return new Block(text, List.of());
    }

    String whole() {
        return head + String.join("", items);
    }

    /// As much as fits: at least one of the items, or nothing.
    Optional<String> cut(int room) {
        StringBuilder text = new StringBuilder(head);
        for (String item : items) {
            if (text.length() + item.length() > room) {
                break;
            }
            text.append(item);
        }
        return text.length() == head.length() ? Optional.empty() : Optional.of(text.toString());
    }
}
