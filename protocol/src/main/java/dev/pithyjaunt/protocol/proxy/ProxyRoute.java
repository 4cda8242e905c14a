package dev.pithyjaunt.protocol.proxy;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The way to one address: direct, or through a proxy.
///
/// Java sends a password to a proxy that tunnels only when it was started with
/// `-Djdk.http.auth.tunneling.disabledSchemes=`, as the launcher and `JavaProgram` start it: it
/// reads that once, before any code of ours is sure to run.
public final class ProxyRoute {

    private static final int DEFAULT_PORT = 1080;

    private final @Nullable URI proxy;
    private final String setting;
    private final boolean anyProxies;
    private final @Nullable Once password;

    public ProxyRoute(Proxies proxies, URI target) {
        boolean https = "https".equals(target.getScheme());
        boolean direct = new DirectHosts(proxies.direct()).has(target.getHost());
        this.proxy = direct ? null : https ? proxies.https() : proxies.http();
        this.setting = https ? "HTTPS_PROXY" : "HTTP_PROXY";
        this.anyProxies = proxies.http() != null || proxies.https() != null;
        String user = proxy == null ? null : proxy.getRawUserInfo();
        this.password = user == null ? null : new Once(user);
    }

    /// Its host and port, without what may be a password; empty when there is none.
    public Optional<String> proxy() {
        return Optional.ofNullable(proxy).map(uri -> uri.getHost() + ":" + port(uri));
    }

    /// The name of what was set.
    public String setting() {
        return setting;
    }

    /// Where no proxy is set, those that Java itself was told of hold.
    public void configure(HttpClient.Builder builder) {
        configureAddress(builder);
        if (password != null) {
            builder.authenticator(password);
        }
    }

    /// As [#configure], without the password: for a client of many requests, each of which carries
    /// [#authorization].
    public void configureAddress(HttpClient.Builder builder) {
        if (proxy != null) {
            builder.proxy(new Always(new InetSocketAddress(proxy.getHost(), port(proxy))));
        } else if (anyProxies) {
            builder.proxy(HttpClient.Builder.NO_PROXY);
        }
    }

    /// The value of `Proxy-Authorization`; empty when the proxy wants none. It is a secret.
    public Optional<String> authorization() {
        String user = proxy == null ? null : proxy.getRawUserInfo();
        return Optional.ofNullable(user)
                .map(text -> text.contains(":") ? text : text + ":")
                .map(text -> decoded(text).getBytes(StandardCharsets.UTF_8))
                .map(bytes -> "Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    /// Whether the proxy did not take the password that it was given.
    public boolean isRefused() {
        return password != null && password.isRefused();
    }

    /// As curl has it.
    private static int port(URI proxy) {
        return proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
    }

    /// The user and the password of a proxy's address, decoded; empty when it has none.
    static List<String> secrets(@Nullable URI proxy) {
        String user = proxy == null ? null : proxy.getRawUserInfo();
        if (user == null) {
            return List.of();
        }
        int colon = user.indexOf(':');
        return colon < 0 ? List.of() : List.of(user, decoded(user.substring(colon + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static final class Always extends ProxySelector {

        private final List<Proxy> proxies;

        Always(InetSocketAddress address) {
            this.proxies = List.of(new Proxy(Proxy.Type.HTTP, address));
        }

        @Override
        public List<Proxy> select(URI target) {
            return proxies;
        }

        @Override
        public void connectFailed(URI target, SocketAddress address, IOException failure) {}
    }

    /// Gives the password once: a proxy that asks again has refused it.
    private static final class Once extends Authenticator {

        private final String user;
        private boolean given;
        private boolean refused;

        Once(String user) {
            this.user = user;
        }

        synchronized boolean isRefused() {
            return refused;
        }

        @Override
        protected synchronized @Nullable PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            if (given) {
                refused = true;
                return null;
            }
            given = true;
            int colon = user.indexOf(':');
            String name = colon < 0 ? user : user.substring(0, colon);
            String password = colon < 0 ? "" : user.substring(colon + 1);
            return new PasswordAuthentication(decoded(name), decoded(password).toCharArray());
        }
    }
}
