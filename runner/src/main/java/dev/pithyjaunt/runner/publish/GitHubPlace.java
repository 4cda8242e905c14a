package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The repository on GitHub that a branch goes to.
///
/// @param token a secret; absent when nobody gave one, so that no pull request can be opened
record GitHubPlace(GitHubAddress address, RepositoryName name, Optional<String> token) {

    /// Where a URL is on the GitHub that the settings name, github.com if they name none.
    ///
    /// @param url as git takes it
    /// @throws IllegalArgumentException when the settings name no GitHub as they should
    static Optional<GitHubPlace> find(String url, Settings settings) {
        GitHubAddress address = GitHubAddress.of(settings.gitHubUrl());
        return address.repository(url)
                .map(name -> new GitHubPlace(address, name, settings.gitHubToken()));
    }

    /// The way to any repository for git, with the token to those on this GitHub.
    ///
    /// @throws IllegalArgumentException when it is neither a folder nor a URL that git may use
    static RepositoryAddress address(String text, Settings settings, Deadline time) {
        RepositoryAddress address = RepositoryAddress.parse(text, time);
        return address instanceof RepositoryAddress.Remote(String url, _)
                ? find(url, settings).map(place -> place.git(url)).orElse(address)
                : address;
    }

    /// The way there for git: with the token where there is one and git speaks HTTP.
    RepositoryAddress git(String url) {
        return new RepositoryAddress.Remote(url, url.startsWith("http") ? token : Optional.empty());
    }

    /// Where a person can open a pull request of a branch.
    ///
    /// @param base absent: for the default branch
    String compareUrl(@Nullable String base, String branch) {
        URI page = address.page(name);
        return "%s/compare/%s%s?expand=1"
                .formatted(page, base == null ? "" : encoded(base) + "...", encoded(branch));
    }

    private static String encoded(String branch) {
        return URLEncoder.encode(branch, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
