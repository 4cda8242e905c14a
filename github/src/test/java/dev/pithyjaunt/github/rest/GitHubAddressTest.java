package dev.pithyjaunt.github.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class GitHubAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com, https://github.com, https://api.github.com",
        "https://GitHub.com/, https://github.com, https://api.github.com",
        "https://ghes.example.org, https://ghes.example.org, https://ghes.example.org/api/v3",
        "https://ghes.example.org:8443, https://ghes.example.org:8443, https://ghes.example.org:8443/api/v3",
        "https://x.ghe.com, https://x.ghe.com, https://api.x.ghe.com",
        "http://github.localhost, http://github.localhost, http://api.github.localhost",
        "http://127.0.0.1:80, http://127.0.0.1:80, http://127.0.0.1:80/api/v3",
        "http://[::1]:81, http://[::1]:81, http://[::1]:81/api/v3",
        "http://localhost:81, http://localhost:81, http://localhost:81/api/v3",
        "https://notgithub.com, https://notgithub.com, https://notgithub.com/api/v3",
        "https://evilghe.com, https://evilghe.com, https://evilghe.com/api/v3"
    })
    void restAddressFollowsFromTheServers(String base, String server, String rest) {
        assertThat(GitHubAddress.of(base))
                .isEqualTo(new GitHubAddress(URI.create(server), URI.create(rest)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "github.com",
                "http://github.com",
                "http://10.0.0.1",
                "http://localhost.example.org",
                "https://github.com/acme",
                "https://me:secret@github.com",
                "ftp://localhost",
                "https://",
                "not an address",
                ""
            })
    void otherAddressesAreRefusedWithoutBeingShown(String base) {
        assertThatThrownBy(() -> GitHubAddress.of(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the address of GitHub must be such as https://github.com: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void repositoryHasAPageAndAnAddressForGit() {
        GitHubAddress address = GitHubAddress.of("https://github.com");
        RepositoryName shop = RepositoryName.of("acme/shop.js");
        assertThat(address.page(shop)).hasToString("https://github.com/acme/shop.js");
        assertThat(address.git(shop)).hasToString("https://github.com/acme/shop.js.git");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme",
                "acme/",
                "/shop",
                "acme/../x",
                "acme/..",
                "a b/c",
                "-a/b",
                "a/b/c",
                "a/b?c"
            })
    void otherNamesOfRepositoriesAreRefused(String name) {
        assertThatThrownBy(() -> RepositoryName.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a repository is named owner/name, but found \"" + name + "\"");
    }
}
