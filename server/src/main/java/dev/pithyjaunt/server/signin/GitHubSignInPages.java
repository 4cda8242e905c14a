package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.Secret;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.ServerAddress;

import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Signing in by GitHub: there and back. What begins in one browser ends in no other, since only
/// that one has the cookie with the state and the verifier.
@Controller
@RequestMapping("/sign-in/github")
final class GitHubSignInPages {

    private static final Logger LOG = LoggerFactory.getLogger(GitHubSignInPages.class);

    private final Optional<GitHubSignIn> gitHub;
    private final GitHubAccounts accounts;
    private final SessionOpening opening;
    private final GitHubStateCookie cookie;
    private final ServerAddress address;

    GitHubSignInPages(
            Optional<GitHubSignIn> gitHub,
            GitHubAccounts accounts,
            SessionOpening opening,
            GitHubStateCookie cookie,
            ServerAddress address) {
        this.gitHub = gitHub;
        this.accounts = accounts;
        this.opening = opening;
        this.cookie = cookie;
        this.address = address;
    }

    private GitHubSignIn gitHub() {
        return gitHub.orElseThrow(() -> new NotFoundException("page", "sign-in/github"));
    }

    private URI back() {
        return URI.create(address.url() + "/sign-in/github/callback");
    }

    @GetMapping
    ResponseEntity<Void> begin() {
        String state = Secret.create("").text();
        String verifier = Secret.create("").text();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(gitHub().begin(state, verifier, back()))
                .header(HttpHeaders.SET_COOKIE, cookie.set(state, verifier))
                .build();
    }

    @GetMapping("/callback")
    Object finish(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            HttpServletRequest request) {
        GitHubSignIn asked = gitHub();
        Optional<GitHubStateCookie.Begun> begun =
                cookie.find(request).filter(b -> isSame(b.state(), state));
        if (begun.isEmpty()) {
            return refused(
                    HttpStatus.BAD_REQUEST,
                    "Signing in was not begun in this browser, or too long ago. Begin again.");
        }
        if (code.isEmpty()) {
            return refused(HttpStatus.FORBIDDEN, "GitHub was not allowed to say who you are.");
        }
        GitHubSignIn.User user;
        try {
            user = asked.finish(code, begun.get().verifier(), back());
        } catch (GitHubSignIn.RefusedException e) {
            LOG.atWarn().setCause(e).log("GitHub did not say who somebody is");
            return refused(HttpStatus.BAD_GATEWAY, "GitHub did not say who you are. Begin again.");
        }
        Optional<Account> account = accounts.find(user);
        if (account.isEmpty()) {
            LOG.atInfo().addKeyValue("login", user.login()).log("a user at GitHub has no account");
            return refused(
                    HttpStatus.FORBIDDEN,
                    "No account here is meant for %s at GitHub. An administrator can write that login into yours."
                            .formatted(user.login()));
        }
        ResponseEntity<Void> signedIn = opening.open(account.get(), request);
        return ResponseEntity.status(signedIn.getStatusCode())
                .headers(signedIn.getHeaders())
                .header(HttpHeaders.SET_COOKIE, cookie.clear())
                .build();
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static ModelAndView refused(HttpStatus status, String reason) {
        return new ModelAndView("signin/sign-in", status)
                .addObject("gitHub", true)
                .addObject("error", reason);
    }
}
