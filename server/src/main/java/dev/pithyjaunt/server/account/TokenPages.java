package dev.pithyjaunt.server.account;

import dev.pithyjaunt.server.platform.InvalidInputException;

import org.jspecify.annotations.Nullable;
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

import java.time.Duration;
import java.time.InstantSource;

@Controller
@RequestMapping("/token")
final class TokenPages {

    private final ApiTokenStore tokens;
    private final TokenApi api;
    private final InstantSource clock;

    TokenPages(ApiTokenStore tokens, TokenApi api, InstantSource clock) {
        this.tokens = tokens;
        this.api = api;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView list(@AuthenticationPrincipal Account account) {
        return new ModelAndView("account/tokens").addObject("tokens", tokens.list(account));
    }

    /// Shows the secret in its answer, since it is kept nowhere to be shown after a redirect.
    ///
    /// @param days until it expires; absent: never
    @PostMapping
    ModelAndView create(
            @AuthenticationPrincipal Account account,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "WRITE") ApiToken.Scope scope,
            @RequestParam(required = false) @Nullable Integer days) {
        try {
            TokenApi.Created created =
                    api.create(
                            account,
                            new TokenApi.Wanted(
                                    name,
                                    scope,
                                    days == null
                                            ? null
                                            : clock.instant().plus(Duration.ofDays(days))));
            return list(account).addObject("created", created);
        } catch (InvalidInputException e) {
            ModelAndView page =
                    list(account).addObject("name", name).addObject("errors", e.byField());
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
    }

    @PostMapping("/{id}/revoke")
    RedirectView revoke(@AuthenticationPrincipal Account account, @PathVariable String id) {
        tokens.delete(account, id);
        RedirectView list = new RedirectView("/token");
        list.setStatusCode(HttpStatus.SEE_OTHER);
        return list;
    }
}
