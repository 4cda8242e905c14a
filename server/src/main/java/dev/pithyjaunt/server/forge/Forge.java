package dev.pithyjaunt.server.forge;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.github.rest.Wait;
import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.server.platform.Settings;

import jakarta.annotation.PreDestroy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The GitHub of this server, if it has credentials for one. One for the whole server, so that its
/// writes wait for one another.
@Component
public final class Forge {

    private static final Logger LOG = LoggerFactory.getLogger(Forge.class);

    /// To which an app's tokens are narrowed.
    private static final Map<String, String> PERMISSIONS =
            Map.of(
                    "metadata", "read",
                    "contents", "write",
                    "actions", "write",
                    "pull_requests", "write");

    /// What the tokens may do with which an app writes at issues. They are others, since GitHub
    /// gives none that may more than the app, and this one an app need not be given.
    private static final Map<String, String> ISSUE_PERMISSIONS =
            Map.of("metadata", "read", "issues", "write");

    private final GitHubAddress address;
    private final Optional<GitHub> gitHub;
    private final Optional<GitHub> gitHubForIssues;
    private final InstantSource clock;

    /// @throws IllegalArgumentException when the settings name no GitHub, or no key, as they should
    Forge(Settings settings, Timing timing, InstantSource clock) {
        this.clock = clock;
        this.address = GitHubAddress.of(settings.gitHub().url());
        this.gitHub =
                settings.gitHub().credential(PERMISSIONS).map(one -> client(address, one, timing));
        this.gitHubForIssues =
                settings.gitHub().app() == null
                        ? gitHub
                        : settings.gitHub()
                                .credential(ISSUE_PERMISSIONS)
                                .map(one -> client(address, one, timing));
    }

    private static GitHub client(GitHubAddress address, Credential credential, Timing timing) {
        return new GitHub(address, credential, Proxies.from(System.getenv()), timing, Forge::tell);
    }

    private static void tell(Wait wait) {
        LOG.atInfo()
                .addKeyValue("what", wait.what())
                .addKeyValue("seconds", wait.length().toSeconds())
                .log("waiting for GitHub");
    }

    /// Empty when nothing is configured with which it could be asked.
    public Optional<GitHub> gitHub() {
        return gitHub;
    }

    /// The same, to write at issues; empty as well when nothing is configured.
    public Optional<GitHub> gitHubForIssues() {
        return gitHubForIssues;
    }

    /// As people open it, without a slash at its end.
    public String url() {
        return address.server().toString();
    }

    /// The name of a repository there; empty when the URL is elsewhere.
    ///
    /// @param url as git takes it
    public Optional<RepositoryName> name(String url) {
        return address.repository(url);
    }

    /// The URLs that a repository there may have been connected by, in lower case.
    public List<String> urls(RepositoryName repository) {
        return address.urls(repository);
    }

    /// The password of `x-access-token` for git over HTTP; empty when there is none for that URL.
    ///
    /// @throws dev.pithyjaunt.github.rest.ForgeException when GitHub gives an app no token
    public Optional<String> token(String url, Duration limit) {
        return url.startsWith("http") && gitHub.isPresent()
                ? name(url).map(name -> gitHub.get().token(name, clock.instant().plus(limit)))
                : Optional.empty();
    }

    @PreDestroy
    void close() {
        Stream.concat(gitHub.stream(), gitHubForIssues.stream()).distinct().forEach(GitHub::close);
    }
}
