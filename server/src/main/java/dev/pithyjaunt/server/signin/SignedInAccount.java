package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Tells every page who is looking at it.
@ControllerAdvice
final class SignedInAccount {

    @ModelAttribute("account")
    @Nullable Account account(@AuthenticationPrincipal @Nullable Account account) {
        return account;
    }
}
