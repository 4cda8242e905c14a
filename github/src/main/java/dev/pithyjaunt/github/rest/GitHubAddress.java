package dev.pithyjaunt.github.rest;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a GitHub is: github.com, a tenant of GHE.com, or an installation of GitHub Enterprise
/// Server.
///
/// @param server as people open it, without a slash at its end
/// @param rest where paths of the REST API begin, without a slash at its end
public record GitHubAddress(URI server, URI rest) {

    private static final String DEVELOPMENT = "github.localhost";

    /// The REST API has a name of its own at github.com, at tenants of GHE.com, and at
    /// `github.localhost`, which gh knows as well; else it is `/api/v3` of the same host.
    ///
    /// @param base such as `https://github.com`; `http:` only for loopback addresses and names that
    ///   end with `localhost`
    /// @throws IllegalArgumentException when it is no such address
    public static GitHubAddress of(String base) {
        URI server = parse(base);
        String host = server.getHost().toLowerCase(Locale.ROOT);
        String port = server.getPort() < 0 ? "" : ":" + server.getPort();
        String origin = server.getScheme() + "://" + host + port;
        boolean named =
                host.equals("github.com")
                        || host.equals(DEVELOPMENT)
                        || (host.endsWith(".ghe.com") && !host.startsWith("api."));
        String rest = named ? server.getScheme() + "://api." + host + port : origin + "/api/v3";
        return new GitHubAddress(URI.create(origin), URI.create(rest));
    }

    private static URI parse(String base) {
        URI uri;
        try {
            uri = URI.create(base.strip());
        } catch (IllegalArgumentException _) {
            throw unusable("it is no URL");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw unusable("it needs a host and no user");
        }
        String path = uri.getRawPath();
        if (!(path.isEmpty() || path.equals("/")) || uri.getQuery() != null) {
            throw unusable("it has no path");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && isLocal(uri.getHost()))) {
            throw unusable("it begins with https:// (http:// is for this machine alone)");
        }
        return URI.create(scheme + "://" + uri.getRawAuthority());
    }

    /// What was given is not shown: it may hold a password.
    private static IllegalArgumentException unusable(String rule) {
        return new IllegalArgumentException(
                "the address of GitHub must be such as https://github.com: " + rule);
    }

    private static boolean isLocal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.equals("localhost") || lower.endsWith(".localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(lower).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Where people look at the repository.
    public URI page(RepositoryName repository) {
        return URI.create(server + "/" + repository);
    }

    /// Where git finds the repository.
    public URI git(RepositoryName repository) {
        return URI.create(server + "/" + repository + ".git");
    }

    /// The URLs of a repository that [#repository] reads, in lower case.
    public List<String> urls(RepositoryName repository) {
        return starts().map(start -> (start + repository).toLowerCase(Locale.ROOT))
                .flatMap(url -> Stream.of(url, url + ".git"))
                .toList();
    }

    private Stream<String> starts() {
        String host = server.getHost();
        return Stream.of(server + "/", "ssh://git@" + host + "/", "git@" + host + ":");
    }

    /// The repository that a URL is of, as git takes it: `https://HOST/NAME`, `ssh://git@HOST/NAME`
    /// or `git@HOST:NAME`, with `.git` at its end or not; empty when it is elsewhere.
    public Optional<RepositoryName> repository(String url) {
        return starts().filter(start -> url.regionMatches(true, 0, start, 0, start.length()))
                .findFirst()
                .map(start -> url.substring(start.length()))
                .flatMap(path ->
                        RepositoryName.find(
                                path.replaceFirst("/$", "").replaceFirst("\\.git$", "")));
    }

    /// Whether a request there may carry what is meant for the REST API here.
    boolean isSameHost(URI other) {
        return rest.getScheme().equalsIgnoreCase(other.getScheme())
                && rest.getHost().equalsIgnoreCase(other.getHost())
                && port(rest) == port(other)
                && other.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
