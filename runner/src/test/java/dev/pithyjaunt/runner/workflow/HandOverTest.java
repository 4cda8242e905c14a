package dev.pithyjaunt.runner.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.runner.execution.ExecutionFolder;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class HandOverTest {

    @TempDir private Path folder;

    private Path handed;
    private ExecutionFolder execution;

    @BeforeEach
    void folders() throws IOException {
        handed = folder.resolve("handed");
        Files.createDirectories(handed.resolve("generate"));
        Files.createDirectories(handed.resolve("validate"));
        execution = ExecutionFolder.create(folder.resolve("execution"));
    }

    private List<String> taken() throws IOException {
        try (Stream<Path> files = Files.list(execution.path())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void ofAJobOnlyItsOwnFilesAreTaken() throws IOException {
        Files.writeString(handed.resolve("generate/patch.diff"), "generated");
        Files.writeString(handed.resolve("generate/other"), "x");
        Files.writeString(handed.resolve("validate/patch.diff"), "forged");
        Files.writeString(handed.resolve("validate/report.json"), "{}");
        Files.writeString(handed.resolve("validate/evidence.json"), "{}");

        assertThat(HandOver.take(handed, execution)).isEmpty();

        assertThat(taken()).containsExactly("evidence.json", "patch.diff");
        assertThat(execution.patch()).hasContent("generated");
    }

    @Test
    void linksFoldersAndGiantsAreLeftOut() throws IOException {
        Files.createSymbolicLink(handed.resolve("validate/evidence.json"), Path.of("/etc/passwd"));
        Files.createDirectory(handed.resolve("validate/evidence.md"));
        try (RandomAccessFile file =
                new RandomAccessFile(handed.resolve("generate/patch.diff").toFile(), "rw")) {
            file.setLength((20L << 20) + 1);
        }

        assertThat(HandOver.take(handed, execution))
                .containsExactly(
                        "generate/patch.diff is left out: it is no file of at most 20,971,520 bytes",
                        "validate/evidence.json is left out: it is no file of at most 20,971,520 bytes",
                        "validate/evidence.md is left out: it is no file of at most 1,048,576 bytes");

        assertThat(taken()).isEmpty();
    }
}
