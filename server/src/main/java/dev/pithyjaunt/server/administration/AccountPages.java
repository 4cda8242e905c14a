package dev.pithyjaunt.server.administration;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.InvalidInputException;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.util.Map;

/// Accounts, for administrators. A link is shown in the answer, since it is kept nowhere to be
/// shown after a redirect.
@Controller
@RequestMapping("/account")
final class AccountPages {

    private final AccountApi api;
    private final AccountStore store;

    AccountPages(AccountApi api, AccountStore store) {
        this.api = api;
        this.store = store;
    }

    @GetMapping
    ModelAndView list(@AuthenticationPrincipal Account account) {
        account.requireAdministrator("keep accounts");
        return new ModelAndView("administration/accounts").addObject("accounts", store.list());
    }

    @PostMapping
    ModelAndView create(
            @AuthenticationPrincipal Account account,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "USER") Account.Role role,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String gitHubLogin) {
        account.requireAdministrator("keep accounts");
        try {
            Accounts.Created created =
                    api.create(account, new Accounts.Wanted(name, role, null, email, gitHubLogin))
                            .getBody();
            return list(account).addObject("created", created);
        } catch (InvalidInputException e) {
            return refused(account, HttpStatus.UNPROCESSABLE_CONTENT, e.byField())
                    .addObject("name", name);
        } catch (ConflictException e) {
            return refused(
                            account,
                            HttpStatus.CONFLICT,
                            Map.of("name", String.valueOf(e.getMessage())))
                    .addObject("name", name);
        }
    }

    private ModelAndView refused(Account account, HttpStatus status, Map<String, String> errors) {
        ModelAndView page = list(account).addObject("errors", errors);
        page.setStatus(status);
        return page;
    }

    @PostMapping("/{id}")
    ModelAndView change(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam Account.Role role,
            @RequestParam(defaultValue = "false") boolean enabled,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String gitHubLogin) {
        account.requireAdministrator("keep accounts");
        try {
            api.change(account, id, new Accounts.Wanted(null, role, enabled, email, gitHubLogin));
            return new ModelAndView("redirect:/account");
        } catch (InvalidInputException | ConflictException e) {
            HttpStatus status =
                    e instanceof ConflictException
                            ? HttpStatus.CONFLICT
                            : HttpStatus.UNPROCESSABLE_CONTENT;
            return refused(account, status, Map.of())
                    .addObject("changed", id)
                    .addObject("error", e.getMessage());
        }
    }

    @PostMapping("/{id}/link")
    ModelAndView invite(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return list(account).addObject("created", api.invite(account, id));
    }
}
