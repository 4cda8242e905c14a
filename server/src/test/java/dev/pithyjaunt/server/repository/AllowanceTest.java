package dev.pithyjaunt.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.server.platform.InvalidInputException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class AllowanceTest {

    private static final Allowance HOSTS =
            new Allowance(List.of("github.com", "git.example.org:8443"), null);

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://github.com/owner/name, https://github.com/owner/name",
        "' HTTPS://GitHub.com/owner/name.git/ ', https://github.com/owner/name.git",
        "https://git.example.org:8443/a/b, https://git.example.org:8443/a/b",
        "ssh://git@github.com/owner/name, ssh://git@github.com/owner/name",
        "git@github.com:owner/name.git, ssh://git@github.com/owner/name.git"
    })
    void addressOfAConfiguredHostIsTaken(String given, String taken) {
        assertThat(HOSTS.url(given)).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "owner/name",
                "/etc",
                "file:///srv/git/a",
                "ext::sh -c id",
                "git://github.com/owner/name",
                "https://evil.example/owner/name",
                "https://github.com.evil.example/owner/name",
                "https://github.com@evil.example/owner/name",
                "https://user:secret@github.com/owner/name",
                "https://github.com:8080/owner/name",
                "https://git.example.org/a/b",
                "https://github.com/owner/name?x=y",
                "https://github.com/owner/../name",
                "https://github.com/-o/name",
                "https://github.com",
                "https:///owner/name",
                "-u@github.com:owner/name",
                "git@evil.example:owner/name",
                "git@127.0.0.1:owner/name",
                "https://github.com/owner/na me"
            })
    void otherAddressesAreRefused(String given) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HOSTS.url(given))
                .satisfies(e -> assertThat(e.errors().getFirst().field()).isEqualTo("url"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void folderBelowTheRootIsTakenWithItsLinksResolved() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path inside = Files.createDirectories(root.resolve("a"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), inside);
        Allowance allowance = new Allowance(List.of(), root);

        assertThat(allowance.folder(inside.toString())).isEqualTo(inside.toRealPath());
        assertThat(allowance.folder(link.toString())).isEqualTo(inside.toRealPath());
    }

    @Test
    void otherFoldersAreRefusedWhetherTheyExistOrNot() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path outside = Files.createDirectories(folder.resolve("root-not"));
        Path link = Files.createSymbolicLink(root.resolve("link"), outside);
        Allowance allowance = new Allowance(List.of(), root);

        for (String path :
                List.of(
                        outside.toString(),
                        link.toString(),
                        root + "/../root-not",
                        folder + "/none",
                        "root",
                        "",
                        "\0")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> allowance.folder(path))
                    .withMessage(
                            "path: \"%s\" is no folder below JAUNT_LOCAL_ROOT"
                                    .formatted(path.strip()));
        }
    }

    @Test
    void noFolderIsTakenWithoutARoot() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HOSTS.folder(folder.toString()))
                .withMessage(
                        "path: local repositories can't be connected: an administrator has set no JAUNT_LOCAL_ROOT");
    }
}
