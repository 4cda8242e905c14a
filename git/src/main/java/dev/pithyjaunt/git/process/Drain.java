package dev.pithyjaunt.git.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Takes what a child process prints, until the end of the stream. It must read to the end, or the
/// child stands still.
@FunctionalInterface
public interface Drain {

    /// Throws everything away.
    Drain NONE = in -> in.transferTo(OutputStream.nullOutputStream());

    void drain(InputStream in) throws IOException;

    /// Hands over line by line, decoded as UTF-8, without line ends. Of a longer line only the
    /// first bytes are handed over.
    static Drain lines(int maxBytes, Consumer<String> consumer) {
        return new LineDrain(maxBytes, consumer);
    }

    /// Hands over line by line, decoded as UTF-8, without line ends.
    static Drain lines(Consumer<String> consumer) {
        return in -> {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                consumer.accept(line);
            }
        };
    }
}
