package dev.pithyjaunt.agent.patch;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/// What a file patch says of the content.
public sealed interface Content {

    /// Nothing: the content stays as it is, or the file is empty.
    record Unchanged() implements Content {}

    /// @param hunks at least one
    /// @param charset of their texts: UTF-8, or ISO 8859-1 when they are not UTF-8 throughout,
    ///   which keeps every byte as it is
    record Text(List<Hunk> hunks, Charset charset) implements Content {
        public Text {
            hunks = List.copyOf(hunks);
        }
    }

    /// The line `Binary files … differ`: it says that bytes change, and not how.
    record BinaryMarker() implements Content {}

    /// A `GIT binary patch`, kept as it is written.
    ///
    /// @param backward what leads back
    record Binary(Block forward, Optional<Block> backward) implements Content {}

    /// @param size bytes of the data before they were compressed
    /// @param lines base 85, as they are written
    record Block(Encoding encoding, long size, List<String> lines) {
        public Block {
            lines = List.copyOf(lines);
        }
    }

    /// What the data of a block are.
    enum Encoding {
        /// The content itself.
        LITERAL("literal"),
        /// Instructions that make it from the other side's content.
        DELTA("delta");

        private final String word;

        Encoding(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// Whether the content is not text.
    default boolean isBinary() {
        return switch (this) {
            case Unchanged _, Text _ -> false;
            case BinaryMarker _, Binary _ -> true;
        };
    }

    /// The hunks; empty unless it is text.
    default List<Hunk> hunksOrNone() {
        return this instanceof Text(List<Hunk> hunks, _) ? hunks : List.of();
    }

    /// What leads back.
    default Content reversed() {
        return switch (this) {
            case Text(List<Hunk> hunks, Charset charset) ->
                    new Text(hunks.stream().map(Hunk::reversed).toList(), charset);
            case Binary(Block forward, Optional<Block> backward) ->
                    backward.<Content>map(block -> new Binary(block, Optional.of(forward)))
                            .orElse(new BinaryMarker());
            case Unchanged _, BinaryMarker _ -> this;
        };
    }
}
