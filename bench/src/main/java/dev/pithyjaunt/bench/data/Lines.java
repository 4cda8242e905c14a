package dev.pithyjaunt.bench.data;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import org.tukaani.xz.XZInputStream;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Text files of which each line is a JSON value.
public final class Lines {

    private Lines() {}

    /// Hands over the values of a file one by one, blank lines left out; a file whose name ends in
    /// `.xz` is unpacked.
    ///
    /// @throws BadInputException when the file can't be read, or a line is no such value
    public static <T> void read(Path file, Class<T> type, Consumer<T> consumer) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file, "it is a folder");
        }
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".xz") ? new XZInputStream(raw) : raw;
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    consumer.accept(value(file, number, line, type));
                }
            }
        } catch (NoSuchFileException e) {
            throw new BadInputException(file, "there is no such file");
        } catch (IOException e) {
            String found = e.getMessage() == null ? "" : ": " + e.getMessage();
            throw new BadInputException(
                    file, "it can't be read (%s%s)".formatted(e.getClass().getSimpleName(), found));
        }
    }

    /// Writes each value on a line of its own, over what the file held.
    ///
    /// @throws BadInputException when the file can't be written
    public static void write(Path file, List<?> values) {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (Object value : values) {
                writer.write(Json.line(value));
                writer.write('\n');
            }
        } catch (IOException e) {
            throw new BadInputException(file, "it can't be written (%s)".formatted(e));
        }
    }

    private static <T> T value(Path file, int number, String line, Class<T> type) {
        try {
            return Json.read(line, type);
        } catch (MalformedJsonException e) {
            throw new BadInputException(file, number, String.valueOf(e.getMessage()));
        }
    }
}
