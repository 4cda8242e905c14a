package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Secret;
import dev.pithyjaunt.server.platform.Settings;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

import java.time.Duration;
import java.util.Optional;

/// The cookie that carries a session. Where people come by https, its name keeps other hosts and
/// http from setting it (https://www.rfc-editor.org/rfc/rfc6265bis, `__Host-`).
@Component
final class SessionCookie {

    private final boolean secure;

    SessionCookie(Settings settings) {
        secure = settings.isSecure();
    }

    private String name() {
        return secure ? "__Host-jaunt-session" : "jaunt-session";
    }

    Optional<Secret> find(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, name()))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .map(Secret::new);
    }

    /// As the header `Set-Cookie` takes it.
    String set(Secret session) {
        return header(session.text(), SessionStore.LIFE);
    }

    String clear() {
        return header("", Duration.ZERO);
    }

    private String header(String value, Duration life) {
        return ResponseCookie.from(name(), value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .path("/")
                .maxAge(life)
                .build()
                .toString();
    }
}
