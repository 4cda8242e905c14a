package dev.pithyjaunt.server.operations;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.InvalidInputException;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// The switch and the queue, for administrators.
@Controller
@RequestMapping("/operations")
final class OperationPages {

    private final ExecutionSwitchApi api;

    OperationPages(ExecutionSwitchApi api) {
        this.api = api;
    }

    @GetMapping
    ModelAndView show(@AuthenticationPrincipal Account account) {
        return new ModelAndView("operations/operations").addObject("shown", api.get(account));
    }

    @PostMapping("/execution")
    Object turn(
            @AuthenticationPrincipal Account account,
            @RequestParam boolean enabled,
            @RequestParam(defaultValue = "") String reason) {
        try {
            var _ = api.turn(account, new ExecutionSwitchApi.Wanted(enabled, reason));
        } catch (InvalidInputException e) {
            ModelAndView page =
                    show(account).addObject("reason", reason).addObject("errors", e.byField());
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        RedirectView back = new RedirectView("/operations");
        back.setStatusCode(HttpStatus.SEE_OTHER);
        return back;
    }
}
