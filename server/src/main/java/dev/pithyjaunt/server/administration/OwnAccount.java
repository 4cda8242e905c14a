package dev.pithyjaunt.server.administration;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.ForbiddenException;
import dev.pithyjaunt.server.signin.Credentials;
import dev.pithyjaunt.server.signin.PasswordSignIn;
import dev.pithyjaunt.server.signin.SessionOpening;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What each person may do with their own account.
@RestController
@RequestMapping("/api/account/me")
final class OwnAccount {

    private final Accounts accounts;
    private final PasswordSignIn passwords;
    private final Credentials credentials;
    private final SessionOpening opening;

    OwnAccount(
            Accounts accounts,
            PasswordSignIn passwords,
            Credentials credentials,
            SessionOpening opening) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.credentials = credentials;
        this.opening = opening;
    }

    /// @param hasPassword whether one can sign in with a password
    record Me(Account account, boolean hasPassword) {}

    @GetMapping
    Me show(@AuthenticationPrincipal Account account) {
        return new Me(accounts.get(account.id()), passwords.hasPassword(account));
    }

    /// @param email empty: none
    record WantedEmail(@Nullable String email) {}

    @PatchMapping
    Me change(@AuthenticationPrincipal Account account, @RequestBody WantedEmail wanted) {
        accounts.change(account.id(), new Accounts.Wanted(null, null, null, wanted.email(), null));
        return show(account);
    }

    /// @param oldPassword needed where there is one
    record WantedPassword(@Nullable String oldPassword, @Nullable String password) {

        @Override
        public String toString() {
            return "WantedPassword";
        }
    }

    /// Ends all other sessions. With a token it is refused: who finds one must not get more than it
    /// gives.
    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(
            @AuthenticationPrincipal Account account,
            @RequestBody WantedPassword wanted,
            HttpServletRequest request) {
        passwords.change(
                account,
                wanted.oldPassword() == null ? "" : wanted.oldPassword(),
                wanted.password() == null ? "" : wanted.password(),
                credentials
                        .findSession(request)
                        .orElseThrow(() ->
                                new ForbiddenException(
                                        "a password is changed by who has signed in, not with a token")));
    }

    /// Signs out everywhere, here too.
    @PostMapping("/sign-out")
    ResponseEntity<Void> signOutEverywhere(@AuthenticationPrincipal Account account) {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, opening.closeAll(account))
                .build();
    }
}
