package dev.pithyjaunt.agent.syntax;

import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.TreeFile;
import dev.pithyjaunt.git.process.Deadline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Files that people wrote, in the languages that have a grammar.
final class Corpus {

    private static final int MAX_BYTES = 2 << 20;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record SourceFile(String path, byte[] content) {}

    private Corpus() {}

    /// @param place a git directory (its HEAD), a zip file or a folder
    static List<SourceFile> read(Path place) throws IOException {
        List<SourceFile> files;
        if (Files.isRegularFile(place)) {
            files = zip(place);
        } else if (Files.exists(place.resolve("HEAD"))) {
            files = commit(place);
        } else {
            files = folder(place);
        }
        return files.stream()
                .filter(file -> file.content().length <= MAX_BYTES)
                .filter(file ->
                        !(SyntaxCheck.check(file.path(), Optional.empty(), new byte[0])
                                instanceof FileSyntax.WithoutGrammar))
                .toList();
    }

    private static List<SourceFile> commit(Path gitDirectory) {
        Deadline deadline = Deadline.in(Duration.ofMinutes(5), InstantSource.system());
        var tree = Repository.at(gitDirectory, deadline).tree("HEAD");
        List<SourceFile> files = new ArrayList<>();
        tree.readAll(
                tree.files().stream().filter(TreeFile::isRegular).toList(),
                (file, content) -> files.add(new SourceFile(file.path(), content)));
        return files;
    }

    private static List<SourceFile> zip(Path file) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    files.add(new SourceFile(entry.getName(), in.readAllBytes()));
                }
            }
        }
        return files;
    }

    private static List<SourceFile> folder(Path folder) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.add(new SourceFile(path.toString(), Files.readAllBytes(path)));
            }
        }
        return files;
    }
}
