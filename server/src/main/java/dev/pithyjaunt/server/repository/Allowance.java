package dev.pithyjaunt.server.repository;

import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.Settings;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which addresses may be connected: URLs of the configured hosts, and folders below the root that
/// an administrator set. An address is put together anew from its parts, so that git gets what was
/// judged.
record Allowance(List<String> hosts, @Nullable Path localRoot) {

    private static final Pattern SCP =
            Pattern.compile(
                    "(?<user>[A-Za-z0-9_][A-Za-z0-9._-]*)@(?<host>[A-Za-z0-9.-]+):(?<path>[^/:].*)");

    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~+%-]+)+/?");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    static Allowance of(Settings settings) {
        return new Allowance(settings.hosts(), settings.localRoot());
    }

    /// The URL as git may have it.
    ///
    /// @throws InvalidInputException when it is not one that may be connected
    String url(String given) {
        String text = given.strip();
        Matcher scp = SCP.matcher(text);
        if (scp.matches()) {
            return checked(
                    "ssh", scp.group("user"), scp.group("host"), -1, "/" + scp.group("path"));
        }
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null
                    || uri.getHost() == null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                throw refused("expected an address such as https://github.com/owner/name");
            }
            return checked(
                    uri.getScheme().toLowerCase(Locale.ROOT),
                    uri.getRawUserInfo(),
                    uri.getHost(),
                    uri.getPort(),
                    uri.getRawPath());
        } catch (URISyntaxException _) {
            throw refused("expected an address such as https://github.com/owner/name");
        }
    }

    private String checked(
            String protocol, @Nullable String user, String host, int port, String path) {
        boolean ssh =
                switch (protocol) {
                    case "ssh" -> true;
                    case "https", "http" -> false;
                    default ->
                            throw refused(
                                    "the protocol %s is not used here, only https, http and ssh"
                                            .formatted(protocol));
                };
        if (user != null && !(ssh && USER.matcher(user).matches())) {
            throw refused("an address may not hold a user or a password: set GITHUB_TOKEN instead");
        }
        String place = host.toLowerCase(Locale.ROOT) + (port < 0 ? "" : ":" + port);
        if (!hosts.contains(place)) {
            throw refused(
                    "the host %s is not one of those configured here (JAUNT_HOSTS: %s)"
                            .formatted(place, String.join(", ", hosts)));
        }
        if (!PATH.matcher(path).matches() || path.contains("/..") || path.contains("/-")) {
            throw refused("\"%s\" is no path of a repository".formatted(path));
        }
        return "%s://%s%s%s"
                .formatted(
                        protocol,
                        user == null ? "" : user + "@",
                        place,
                        path.replaceFirst("/$", ""));
    }

    private static InvalidInputException refused(String message) {
        return new InvalidInputException("url", message);
    }

    /// The folder, links resolved.
    ///
    /// @throws InvalidInputException when it is not below the root; whether it exists is not told
    Path folder(String given) {
        if (localRoot == null) {
            throw new InvalidInputException(
                    "path",
                    "local repositories can't be connected: an administrator has set no JAUNT_LOCAL_ROOT");
        }
        try {
            Path folder = Path.of(given.strip()).toRealPath();
            if (Path.of(given.strip()).isAbsolute() && isBelowRoot(folder)) {
                return folder;
            }
        } catch (IOException | InvalidPathException _) {
            // said below
        }
        throw new InvalidInputException(
                "path", "\"%s\" is no folder below JAUNT_LOCAL_ROOT".formatted(given.strip()));
    }

    /// Whether a folder, links resolved, is below the root.
    boolean isBelowRoot(Path folder) throws IOException {
        return localRoot != null && folder.toRealPath().startsWith(localRoot.toRealPath());
    }
}
