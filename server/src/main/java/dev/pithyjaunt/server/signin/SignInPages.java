package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountText;
import dev.pithyjaunt.server.account.Secret;
import dev.pithyjaunt.server.platform.InvalidInputException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.util.Optional;

/// Signing in by a link, which looking at it does not use up, or by name and password.
@Controller
final class SignInPages {

    private static final String FIRST_NAME = "administrator";

    private final SignInLinks links;
    private final PasswordSignIn passwords;
    private final SessionOpening opening;
    private final Optional<GitHubSignIn> gitHub;

    SignInPages(
            SignInLinks links,
            PasswordSignIn passwords,
            SessionOpening opening,
            Optional<GitHubSignIn> gitHub) {
        this.links = links;
        this.passwords = passwords;
        this.opening = opening;
        this.gitHub = gitHub;
    }

    @GetMapping("/sign-in")
    ModelAndView show() {
        return page(HttpStatus.OK);
    }

    private ModelAndView page(HttpStatus status) {
        return new ModelAndView("signin/sign-in", status).addObject("gitHub", gitHub.isPresent());
    }

    @GetMapping("/sign-in/{link}")
    ModelAndView show(@PathVariable String link) {
        return links.find(new Secret(link))
                .map(invitation -> invited(link, invitation))
                .orElseGet(this::spent);
    }

    private static ModelAndView invited(String link, SignInLinks.Invitation invitation) {
        return new ModelAndView("signin/link")
                .addObject("link", link)
                .addObject("name", invitation.name());
    }

    private ModelAndView spent() {
        return page(HttpStatus.GONE).addObject("spent", true);
    }

    /// @param password absent, or empty: none is set, and one that was set stays
    @PostMapping("/sign-in")
    Object byLink(
            @RequestParam String link,
            @RequestParam(defaultValue = FIRST_NAME) String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request) {
        Secret secret = new Secret(link);
        Optional<SignInLinks.Invitation> invitation = links.find(secret);
        if (invitation.isEmpty()) {
            return spent();
        }
        try {
            String given = name.isBlank() ? FIRST_NAME : name.strip();
            if (!AccountText.isName(given)) {
                throw new InvalidInputException(
                        "name", "expected 1 to %d characters".formatted(AccountText.MAX_NAME));
            }
            if (!password.isEmpty()) {
                Passwords.check(password, "password");
            }
            Optional<Account> account = links.redeem(secret, given);
            if (account.isEmpty()) {
                return spent();
            }
            if (!password.isEmpty()) {
                passwords.change(account.get(), password, null);
            }
            return opening.open(account.get(), request);
        } catch (InvalidInputException e) {
            ModelAndView page = invited(link, invitation.get()).addObject("errors", e.byField());
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
    }

    @PostMapping("/sign-in/password")
    Object byPassword(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            Optional<Account> account = passwords.find(name, password, request);
            return account.isPresent()
                    ? opening.open(account.get(), request)
                    : refused(HttpStatus.UNAUTHORIZED, name, "The name or the password is wrong.");
        } catch (TooManyAttemptsException e) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, e.getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
            return refused(HttpStatus.TOO_MANY_REQUESTS, name, sentence(e.getMessage()));
        }
    }

    private static String sentence(@Nullable String message) {
        String text = String.valueOf(message);
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1) + ".";
    }

    private ModelAndView refused(HttpStatus status, String name, String reason) {
        return page(status).addObject("name", name).addObject("error", reason);
    }

    @PostMapping("/sign-out")
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        return opening.close(request);
    }
}
