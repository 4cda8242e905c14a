package dev.pithyjaunt.server.platform;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.net.URI;

/// How people and runners reach this server. Its port is known once the server listens.
@Component
public final class ServerAddress {

    private final Settings settings;
    private volatile int port;

    public ServerAddress(Settings settings) {
        this.settings = settings;
        port = settings.port();
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        port = event.getWebServer().getPort();
    }

    /// Without a slash at the end.
    public URI url() {
        return settings.appUrl() == null ? local() : settings.appUrl();
    }

    /// As programs on the same machine reach it, without a slash at the end.
    public URI local() {
        return local(settings, port);
    }

    /// The same before there is a server.
    public static URI url(Settings settings) {
        return settings.appUrl() == null ? local(settings, settings.port()) : settings.appUrl();
    }

    private static URI local(Settings settings, int port) {
        String host =
                switch (settings.host()) {
                    case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
                    case String v6 when v6.contains(":") && !v6.startsWith("[") -> "[" + v6 + "]";
                    case String other -> other;
                };
        return URI.create("http://%s:%d".formatted(host, port));
    }
}
