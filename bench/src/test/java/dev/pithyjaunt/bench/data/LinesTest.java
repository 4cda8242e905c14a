package dev.pithyjaunt.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class LinesTest {

    private static final String TWO = "{\"name\": \"é\"}\n\n{\"name\": \"b\", \"more\": 1}\n";

    @TempDir private Path folder;

    record Named(String name) {}

    private static List<Named> read(Path file) {
        List<Named> values = new ArrayList<>();
        Lines.read(file, Named.class, values::add);
        return values;
    }

    @Test
    void plainFileIsReadWithoutItsBlankLines() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), TWO);

        assertThat(read(file)).containsExactly(new Named("é"), new Named("b"));
    }

    @Test
    void packedFileIsUnpacked() throws IOException {
        Path file = folder.resolve("a.jsonl.xz");
        try (OutputStream out =
                new XZOutputStream(Files.newOutputStream(file), new LZMA2Options())) {
            out.write(TWO.getBytes(UTF_8));
        }

        assertThat(read(file)).containsExactly(new Named("é"), new Named("b"));
    }

    @Test
    void brokenLineIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), TWO + "{\"name\": [1]}\n");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(file + ", line 4: Named: ");
    }

    @Test
    void missingFileIsNamed() {
        Path file = folder.resolve("a.jsonl");

        assertThatThrownBy(() -> read(file)).hasMessage(file + ": there is no such file");
    }

    @Test
    void folderIsNoFile() {
        assertThatThrownBy(() -> read(folder)).hasMessage(folder + ": it is a folder");
    }

    @Test
    void fileThatIsNotPackedIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl.xz"), TWO);

        assertThatThrownBy(() -> read(file))
                .hasMessage(
                        file
                                + ": it can't be read (XZFormatException: Input is not in the XZ format)");
    }
}
