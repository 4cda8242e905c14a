package dev.pithyjaunt.bench.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.bench.survey.SymbolAgreement.Count;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

class SymbolAgreementTest {

    @TempDir private Path folder;
    private CommitTree tree;

    @BeforeEach
    void setUp() {
        TestRepository repository = TestRepository.create(folder.resolve("repository"));
        repository.write("src/a.rs", "struct Shop;\nfn open() { let key = 1; }\n");
        repository.write("a.js", "class Shop {}\n");
        repository.write("notes.txt", "struct Shop;\n");
        String commit = repository.commit("base");
        tree =
                Repository.at(
                                repository.path(),
                                Deadline.in(Duration.ofMinutes(1), InstantSource.system()))
                        .tree(commit);
    }

    private Path tags(String... lines) throws IOException {
        Path file = folder.resolve("tags.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(UTF_8));
            }
        }
        return file;
    }

    private static String tag(String name, String path, String kind, String pattern) {
        return """
        {"_type": "tag", "name": "%s", "path": "%s", "pattern": "%s", "line": 3, "kind": "%s"}\
        """
                .formatted(name, path, pattern, kind);
    }

    @Test
    void whatCtagsListsIsLookedForByFileAndName() throws IOException {
        Path tags =
                tags(
                        tag("Shop", "src/a.rs", "struct", "struct Shop;"),
                        tag("Till", "src/a.rs", "struct", "struct Till;"),
                        tag("open", "src/a.rs", "function", "fn open() {"),
                        tag("key", "src/a.rs", "variable", "let key"),
                        tag("Shop", "a.js", "class", "class Shop {}"),
                        tag("till", "a.js", "class", "till = { a: 1 }"),
                        tag("AnonymousFunction1", "a.js", "function", "() => {}"),
                        tag("Shop", "notes.txt", "struct", "struct Shop;"));

        assertThat(SymbolAgreement.of(tree, tags))
                .isEqualTo(
                        new SymbolAgreement(
                                Map.of(
                                        "Rust struct", new Count(1, 2),
                                        "Rust function", new Count(1, 1),
                                        "JavaScript class", new Count(1, 1)),
                                List.of("src/a.rs:3 struct Till")));
    }

    @Test
    void fileThatHoldsNoTagsIsNamed() throws IOException {
        Path tags = tags("no JSON");

        assertThatThrownBy(() -> SymbolAgreement.of(tree, tags))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(tags + ": it holds no tags as JSON (");
    }
}
