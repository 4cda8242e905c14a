package dev.pithyjaunt.agent.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a `GIT binary patch` without unpacking it. The grammar is at the top of [PatchReader].
final class BinaryReader {

    private static final Pattern HEADER = Pattern.compile("(literal|delta) (0|[1-9]\\d{0,17})");

    /// A line's length as one letter, and at most 52 bytes in groups of five characters.
    private static final Pattern DATA =
            Pattern.compile("[A-Za-z](?:[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]{5}){1,13}");

    private final DiffLines lines;

    BinaryReader(DiffLines lines) {
        this.lines = lines;
    }

    Content.Binary read() {
        if (!lines.peek(0).equals("GIT binary patch")) {
            throw lines.failure("\"GIT binary patch\"");
        }
        lines.next(0);
        Content.Block forward = readBlock();
        boolean hasBackward = lines.startsWith("literal ") || lines.startsWith("delta ");
        return new Content.Binary(
                forward, hasBackward ? Optional.of(readBlock()) : Optional.empty());
    }

    private Content.Block readBlock() {
        Matcher header = HEADER.matcher(lines.hasNext() ? lines.peek(0) : "");
        if (!header.matches()) {
            throw lines.failure("\"literal SIZE\" or \"delta SIZE\"");
        }
        lines.next(0);
        List<String> data = new ArrayList<>();
        while (lines.hasNext() && lines.mark() != '\n') {
            if (!DATA.matcher(lines.peek(0)).matches()) {
                throw lines.failure("a line in base 85");
            }
            data.add(lines.next(0));
        }
        if (!lines.hasNext()) {
            throw lines.failure("an empty line behind the data");
        }
        lines.next(0);
        return new Content.Block(
                header.group(1).equals("literal")
                        ? Content.Encoding.LITERAL
                        : Content.Encoding.DELTA,
                Long.parseLong(header.group(2)),
                data);
    }
}
