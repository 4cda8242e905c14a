package dev.pithyjaunt.runner.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.runner.settings.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

class GitHubPlaceTest {

    private static final Settings SETTINGS =
            new Settings(Map.of("GITHUB_TOKEN", "fake-token-0123456789"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/ada/greetings",
                "https://GitHub.com/ada/greetings.git",
                "ssh://git@github.com/ada/greetings",
                "git@github.com:ada/greetings.git"
            })
    void urlsOfGitHubAreFound(String url) {
        assertThat(GitHubPlace.find(url, SETTINGS).map(place -> place.name().toString()))
                .contains("ada/greetings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com.evil.example/ada/greetings",
                "https://gitlab.com/ada/greetings",
                "https://github.com/ada",
                "https://github.com/ada/greetings/more",
                "/srv/git/greetings",
            })
    void othersAreNot(String url) {
        assertThat(GitHubPlace.find(url, SETTINGS)).isEmpty();
    }

    @Test
    void tokenGoesToGitsEnvironmentAndToHttpAlone() {
        String url = "https://github.com/ada/greetings";
        RepositoryAddress address = GitHubPlace.find(url, SETTINGS).orElseThrow().git(url);

        assertThat(address.toString()).isEqualTo("Remote[https://github.com/ada/greetings]");
        assertThat(address.access())
                .containsEntry(
                        "GIT_CONFIG_KEY_0", "http.https://github.com/ada/greetings.extraHeader")
                .containsEntry(
                        "GIT_CONFIG_VALUE_0",
                        "Authorization: Basic eC1hY2Nlc3MtdG9rZW46ZmFrZS10b2tlbi0wMTIzNDU2Nzg5");
        String ssh = "git@github.com:ada/greetings.git";
        assertThat(GitHubPlace.find(ssh, SETTINGS).orElseThrow().git(ssh).access()).isEmpty();
    }

    @Test
    void compareAddressNamesBothBranches() {
        GitHubPlace place =
                GitHubPlace.find("https://github.com/ada/greetings", new Settings(Map.of()))
                        .orElseThrow();

        assertThat(place.token()).isEqualTo(Optional.empty());
        assertThat(place.compareUrl("release/1 #2", "pj/t1"))
                .isEqualTo(
                        "https://github.com/ada/greetings/compare/release/1%20%232...pj/t1?expand=1");
        assertThat(place.compareUrl(null, "pj/t1"))
                .isEqualTo("https://github.com/ada/greetings/compare/pj/t1?expand=1");
    }
}
