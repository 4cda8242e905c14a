package dev.pithyjaunt.protocol.proxy;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The proxies that requests go through: HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as curl understands
/// them.
///
/// @param http for addresses that begin with `http:`; absent for none
/// @param https for those that begin with `https:`; absent for none
/// @param direct hosts that are reached without one: names, names with a dot before them for all
///   below, addresses, or `*`
public record Proxies(@Nullable URI http, @Nullable URI https, List<String> direct) {

    public static final Proxies NONE = new Proxies(null, null, List.of());

    public Proxies {
        direct = List.copyOf(direct);
    }

    /// Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY, written large or small.
    ///
    /// @throws IllegalArgumentException when one is no address of a proxy; it is not shown, since
    ///   it may hold a password
    public static Proxies from(Map<String, String> settings) {
        return new Proxies(
                proxy(settings, "HTTP_PROXY"),
                proxy(settings, "HTTPS_PROXY"),
                find(settings, "NO_PROXY")
                        .map(list -> List.of(list.strip().split("[\\s,]+")))
                        .orElse(List.of()));
    }

    private static @Nullable URI proxy(Map<String, String> settings, String name) {
        String text = find(settings, name).orElse("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if ("http".equals(proxy.getScheme()) && proxy.getHost() != null) {
                return proxy;
            }
        } catch (IllegalArgumentException _) {
            // Said below, without what it holds.
        }
        throw new IllegalArgumentException(
                name
                        + " must be the address of an HTTP proxy such as http://proxy.example.org:3128");
    }

    private static Optional<String> find(Map<String, String> settings, String name) {
        return Optional.ofNullable(
                        settings.getOrDefault(name, settings.get(name.toLowerCase(Locale.ROOT))))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /// Hides what may be a password.
    @Override
    public String toString() {
        return "Proxies[http=%s, https=%s, direct=%s]".formatted(shown(http), shown(https), direct);
    }

    /// Users and passwords that the addresses hold, as written and decoded: what must not be shown.
    public List<String> secrets() {
        return Stream.of(http, https)
                .filter(Objects::nonNull)
                .flatMap(proxy -> ProxyRoute.secrets(proxy).stream())
                .toList();
    }

    private static String shown(@Nullable URI proxy) {
        return proxy == null ? "none" : proxy.getHost() + ":" + proxy.getPort();
    }
}
