package dev.pithyjaunt.agent.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class PathCollisionsTest {

    private final PathCollisions collisions =
            new PathCollisions(
                    List.of("README.md", "src/app/main.c", "café/menu.txt", "straße.txt", "link"));

    @ParameterizedTest
    @CsvSource({
        "readme.MD, README.md",
        "README.md., README.md",
        "Src/app/other.c, src",
        "src/APP/main.c, src/app",
        "cafe\u0301/menu.txt, café",
        "cafe\u0301/new.txt, café",
        "CAFÉ/x, café",
        "STRASSE.TXT, straße.txt",
        "ＲＥＡＤＭＥ.md, README.md",
        "LINK/a, link",
        "READ\u200BME.md, README.md"
    })
    void anotherSpellingIsTakenForWhatIsThere(String path, String there) {
        assertThat(collisions.with(path)).contains(there);
    }

    @ParameterizedTest
    @CsvSource({"README.md", "src/app/main.c", "src/app/other.c", "readme2.md", "café/x", "src2/a"})
    void sameSpellingAndOtherNamesAreFree(String path) {
        assertThat(collisions.with(path)).isEmpty();
    }

    @Test
    void addedPathsAreThereToo() {
        collisions.add("new/File.txt");

        assertThat(collisions.with("NEW/file.txt")).contains("new");
        assertThat(collisions.with("new/file.txt")).contains("new/File.txt");
    }
}
