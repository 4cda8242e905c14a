package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.platform.Settings;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

import java.time.Duration;
import java.util.Optional;

/// What a browser keeps while its person is at GitHub. It comes back with a redirect from there,
/// which `Lax` lets through.
@Component
final class GitHubStateCookie {

    private static final Duration LIFE = Duration.ofMinutes(10);

    private final boolean secure;

    GitHubStateCookie(Settings settings) {
        secure = settings.isSecure();
    }

    /// @param verifier a secret, which only GitHub gets to see besides
    record Begun(String state, String verifier) {

        @Override
        public String toString() {
            return "Begun";
        }
    }

    private String name() {
        return secure ? "__Host-jaunt-github" : "jaunt-github";
    }

    Optional<Begun> find(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, name()))
                .map(cookie -> cookie.getValue().split("\\.", -1))
                .filter(parts -> parts.length == 2 && !parts[0].isEmpty())
                .map(parts -> new Begun(parts[0], parts[1]));
    }

    String set(String state, String verifier) {
        return header(state + "." + verifier, LIFE);
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
