package dev.pithyjaunt.server.repository;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.Page;
import dev.pithyjaunt.server.platform.Settings;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// The connected repositories, and what is run to check them.
@Controller
@RequestMapping("/repository")
final class RepositoryPages {

    private final RepositoryStore repositories;
    private final RepositoryApi api;
    private final Connector connector;
    private final Backends backends;
    private final Settings settings;

    RepositoryPages(
            RepositoryStore repositories,
            RepositoryApi api,
            Connector connector,
            Backends backends,
            Settings settings) {
        this.repositories = repositories;
        this.api = api;
        this.connector = connector;
        this.backends = backends;
        this.settings = settings;
    }

    @GetMapping
    ModelAndView list(
            @AuthenticationPrincipal Account account,
            @RequestParam(required = false) @Nullable String before) {
        return new ModelAndView("repository/list")
                .addObject("page", repositories.list(account, Page.Request.of(before, null)))
                .addObject("accepted", connector.accepted())
                .addObject("backends", backends)
                .addObject("checks", new CheckWording(settings.checks()));
    }

    @PostMapping
    Object connect(
            @AuthenticationPrincipal Account account,
            @RequestParam(defaultValue = "") String address) {
        try {
            connector.at(account, address);
            return toList();
        } catch (InvalidInputException e) {
            return refused(account, e).addObject("address", address);
        }
    }

    @PostMapping("/{id}/checks")
    Object change(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String checkCommand,
            @RequestParam(defaultValue = "false") boolean checksAllowed,
            @RequestParam(required = false) @Nullable String backend) {
        try {
            api.change(
                    account,
                    id,
                    new RepositoryApi.Change(
                            checkCommand,
                            isAskedForPermission(account) ? (Boolean) checksAllowed : null,
                            backend));
            return toList();
        } catch (InvalidInputException e) {
            return refused(account, e).addObject("changed", id).addObject("typed", checkCommand);
        }
    }

    @GetMapping("/{id}/secret")
    ModelAndView secret(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            HttpServletResponse response) {
        ConnectedRepository repository = repositories.get(account, id);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return new ModelAndView("repository/secret")
                .addObject("repository", repository)
                .addObject("secret", backends.secret(repository));
    }

    /// A form without the box does not say that it is not ticked.
    private boolean isAskedForPermission(Account account) {
        return account.isAdministrator() && settings.checks().needPermission();
    }

    private ModelAndView refused(Account account, InvalidInputException e) {
        ModelAndView page = list(account, null).addObject("error", e.errors().getFirst().message());
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private static RedirectView toList() {
        RedirectView list = new RedirectView("/repository");
        list.setStatusCode(HttpStatus.SEE_OTHER);
        return list;
    }
}
