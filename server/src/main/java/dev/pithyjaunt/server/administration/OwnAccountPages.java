package dev.pithyjaunt.server.administration;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.InvalidInputException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.net.URI;

/// Each person's own account as a page.
@Controller
@RequestMapping("/account/me")
final class OwnAccountPages {

    private final OwnAccount own;

    OwnAccountPages(OwnAccount own) {
        this.own = own;
    }

    @GetMapping
    ModelAndView show(@AuthenticationPrincipal Account account) {
        return new ModelAndView("administration/me").addObject("me", own.show(account));
    }

    @PostMapping("/email")
    ModelAndView changeEmail(
            @AuthenticationPrincipal Account account,
            @RequestParam(defaultValue = "") String email) {
        try {
            own.change(account, new OwnAccount.WantedEmail(email));
            return show(account).addObject("done", "The e-mail address is changed.");
        } catch (InvalidInputException e) {
            return refused(account, e);
        }
    }

    @PostMapping("/password")
    ModelAndView changePassword(
            @AuthenticationPrincipal Account account,
            @RequestParam(defaultValue = "") String oldPassword,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request) {
        try {
            own.changePassword(
                    account, new OwnAccount.WantedPassword(oldPassword, password), request);
            return show(account)
                    .addObject("done", "The password is set. You are signed out elsewhere.");
        } catch (InvalidInputException e) {
            return refused(account, e);
        }
    }

    private ModelAndView refused(Account account, InvalidInputException e) {
        ModelAndView page = show(account).addObject("errors", e.byField());
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    @PostMapping("/sign-out")
    ResponseEntity<Void> signOutEverywhere(@AuthenticationPrincipal Account account) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/sign-in"))
                .headers(own.signOutEverywhere(account).getHeaders())
                .build();
    }
}
