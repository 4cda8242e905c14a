package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Secret;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Signing in by a link: looking at it shows a button, pressing that uses it up.
@Controller
final class SignInPages {

    private static final int MAX_NAME = 100;

    private final SignInLinks links;
    private final SessionStore sessions;
    private final SessionCookie cookie;

    SignInPages(SignInLinks links, SessionStore sessions, SessionCookie cookie) {
        this.links = links;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @GetMapping("/sign-in")
    ModelAndView explain() {
        return new ModelAndView("signin/sign-in-help");
    }

    @GetMapping("/sign-in/{link}")
    ModelAndView show(@PathVariable String link) {
        return links.isGood(new Secret(link))
                ? new ModelAndView("signin/sign-in", Map.of("link", link))
                : spent();
    }

    private static ModelAndView spent() {
        return new ModelAndView("signin/sign-in-help", Map.of("spent", true), HttpStatus.GONE);
    }

    @PostMapping("/sign-in")
    Object signIn(
            @RequestParam String link, @RequestParam(defaultValue = "administrator") String name) {
        Optional<Secret> session = links.redeem(new Secret(link), accountName(name));
        return session.isPresent() ? redirect("/", cookie.set(session.get())) : spent();
    }

    private static String accountName(String given) {
        String name = given.strip();
        return name.isEmpty()
                ? "administrator"
                : name.substring(0, Math.min(name.length(), MAX_NAME));
    }

    @PostMapping("/sign-out")
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        cookie.find(request).ifPresent(sessions::close);
        return redirect("/sign-in", cookie.clear());
    }

    private static ResponseEntity<Void> redirect(String path, String setCookie) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .header(HttpHeaders.SET_COOKIE, setCookie)
                .build();
    }
}
