package dev.pithyjaunt.runner.web;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Redactor;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A server of ours, asked with an API token.
///
/// @param address without a slash at its end
/// @param token a secret
public record JauntServer(Web web, URI address, String token) {

    private static final int CONFLICT = 409;

    /// Pages of the list of repositories that are read at most, of 100 items each.
    private static final int MAX_PAGES = 50;

    /// Reads an address as people write it.
    ///
    /// @throws IllegalArgumentException when it is no address of a server, or one at which the
    ///   token could be read on the way
    public static URI address(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip().replaceFirst("/+$", ""));
        } catch (IllegalArgumentException _) {
            throw unusable();
        }
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !Web.isSafe(uri)) {
            throw unusable();
        }
        return uri;
    }

    /// What was given is not shown: it may hold a password.
    private static IllegalArgumentException unusable() {
        return new IllegalArgumentException(
                "--server must be an address such as https://jaunt.example.org: https (http only for this machine), a host, no user, no query");
    }

    /// A repository that is connected there.
    public record Connected(String id, String url) {}

    /// The one at an address, if it is connected; `.git` at the end makes no difference, nor does
    /// case.
    public Optional<Connected> find(URI repository) {
        String before = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            Listed listed = Json.read(get("/api/repo?limit=100" + before), Listed.class);
            for (Connected connected : listed.items()) {
                if (plain(connected.url()).equals(plain(repository.toString()))) {
                    return Optional.of(connected);
                }
            }
            if (listed.next() == null) {
                break;
            }
            before = "&before=" + listed.next();
        }
        return Optional.empty();
    }

    /// The one at an address, connected unless it is.
    public Connected connect(URI repository) {
        Optional<Connected> known = find(repository);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] body =
                Json.line(Map.of("url", repository.toString())).getBytes(StandardCharsets.UTF_8);
        WebAnswer answer = web.post(at("/api/repo/connect"), headers(), body);
        if (answer.status() == CONFLICT) {
            return find(repository)
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "%s has %s connected, but not for this token's account"
                                            .formatted(address, repository)));
        }
        return Json.read(accepted("connecting " + repository, answer), Connected.class);
    }

    /// With what runs of a repository sign their events. It is a secret.
    public String eventSecret(Connected repository) {
        return Json.read(get("/api/repo/%s/secret".formatted(repository.id())), Handed.class)
                .eventSecret();
    }

    private String get(String path) {
        return accepted("asking for " + path, web.get(at(path), headers()));
    }

    private URI at(String path) {
        return URI.create(address + path);
    }

    private Map<String, String> headers() {
        return Map.of("Authorization", "Bearer " + token);
    }

    private String accepted(String what, WebAnswer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException(
                    "%s at %s: it answered %s"
                            .formatted(what, address, answer.words(new Redactor(List.of(token)))));
        }
        return answer.text();
    }

    private static String plain(String url) {
        return url.replaceFirst("/+$", "").replaceFirst("\\.git$", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "JauntServer[%s]".formatted(address);
    }

    private record Listed(List<Connected> items, @Nullable String next) {}

    private record Handed(String eventSecret) {}
}
