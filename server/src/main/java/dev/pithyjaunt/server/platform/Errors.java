package dev.pithyjaunt.server.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// What the container itself refuses, such as an address with characters that may not be there, in
/// the form of all other failures.
@Controller
final class Errors implements ErrorController {

    private final Problems problems;

    Errors(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        HttpStatus status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? HttpStatus.valueOf(code)
                        : HttpStatus.NOT_FOUND;
        return problems.answer(
                Problems.problem(status, Problems.type(status), detail(status)), request);
    }

    static String detail(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "the address, a parameter or a header is not well-formed";
            case FORBIDDEN ->
                    "The page was too old or not from here. Go back, reload it and try again.";
            case NOT_FOUND -> "there is nothing at this address";
            default ->
                    status.is5xxServerError()
                            ? "a fault of this program: its log says more"
                            : status.getReasonPhrase();
        };
    }
}
