package dev.pithyjaunt.server.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// Every failure of the API as a problem document (https://www.rfc-editor.org/rfc/rfc9457), and of
/// pages as a page, from one place. Types are stable; texts are for people.
@RestControllerAdvice
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /// A problem of one's own.
    ///
    /// @param type one word with hyphens, such as `not-found`
    public static ProblemDetail problem(HttpStatusCode status, String type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:pithy-jaunt:" + type));
        String title = type.replace('-', ' ');
        problem.setTitle(title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1));
        return problem;
    }

    /// Whether a failure of the request is told as a problem document rather than as a page.
    public static boolean isForPrograms(HttpServletRequest request) {
        String path = address(request);
        return path.equals("/api")
                || path.startsWith("/api/")
                || path.startsWith("/v3/")
                || path.startsWith("/actuator/");
    }

    /// The path that was asked for, also while an error of it is being told.
    private static String address(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                ? path
                : request.getRequestURI();
    }

    /// Answers a request that never reached a controller.
    public void send(
            HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        problem.setInstance(instance(request));
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }

    /// The same for a failure.
    public void refuse(HttpServletRequest request, HttpServletResponse response, Exception e)
            throws IOException {
        ProblemDetail problem = of(e);
        headers(e, problem).forEach((name, values) -> response.setHeader(name, values.getFirst()));
        send(request, response, problem);
    }

    @ExceptionHandler
    Object answer(Exception e, HttpServletRequest request) {
        ProblemDetail problem = of(e);
        return answer(problem, request, headers(e, problem));
    }

    private static HttpHeaders headers(Exception e, ProblemDetail problem) {
        HttpHeaders headers = new HttpHeaders();
        if (e instanceof ErrorResponse response) {
            headers.addAll(response.getHeaders());
        }
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()
                || (e instanceof ConflictException conflict && conflict.isShort())) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (e instanceof UnavailableException unavailable) {
            headers.set(
                    HttpHeaders.RETRY_AFTER, Long.toString(unavailable.retryAfter().toSeconds()));
        }
        return headers;
    }

    Object answer(ProblemDetail problem, HttpServletRequest request) {
        return answer(problem, request, new HttpHeaders());
    }

    private static Object answer(
            ProblemDetail problem, HttpServletRequest request, HttpHeaders headers) {
        if (!isForPrograms(request)) {
            return new ModelAndView(
                    "error",
                    Map.of("status", problem.getStatus(), "detail", detail(problem)),
                    HttpStatusCode.valueOf(problem.getStatus()));
        }
        problem.setInstance(instance(request));
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problem, headers, problem.getStatus());
    }

    private static URI instance(HttpServletRequest request) {
        return uri(address(request));
    }

    /// A path as a URI, even where it is none.
    static URI uri(String path) {
        try {
            return new URI(path);
        } catch (URISyntaxException _) {
            return URI.create(UriUtils.encodePath(path, StandardCharsets.UTF_8));
        }
    }

    private static String detail(ProblemDetail problem) {
        return problem.getDetail() == null ? "" : problem.getDetail();
    }

    private static ProblemDetail of(Exception e) {
        return switch (e) {
            case NotFoundException _ -> problem(HttpStatus.NOT_FOUND, "not-found", message(e));
            case ConflictException conflict ->
                    problem(HttpStatus.CONFLICT, conflict.type(), message(e));
            case UnavailableException unavailable ->
                    problem(HttpStatus.SERVICE_UNAVAILABLE, unavailable.type(), message(e));
            case ForbiddenException _ -> problem(HttpStatus.FORBIDDEN, "forbidden", message(e));
            case InvalidInputException invalid -> invalid(invalid);
            case HttpMessageNotReadableException _
                    when NestedExceptionUtils.getMostSpecificCause(e)
                            instanceof BodyLimit.ExceededException ->
                    BodyLimit.tooLarge();
            case HttpMessageNotReadableException _ ->
                    problem(HttpStatus.BAD_REQUEST, "malformed-request", unreadable(e));
            case MethodArgumentTypeMismatchException mismatch ->
                    problem(
                            HttpStatus.BAD_REQUEST,
                            "malformed-request",
                            "the parameter %s is not of the type expected"
                                    .formatted(mismatch.getName()));
            case StorageException _ -> unavailable(e);
            case RequestRejectedException _ -> notWellFormed();
            case InvalidParameterException _ -> notWellFormed();
            case ErrorResponse response -> framework(response);
            default -> internal(e);
        };
    }

    private static ProblemDetail notWellFormed() {
        return problem(
                HttpStatus.BAD_REQUEST, "bad-request", Errors.detail(HttpStatus.BAD_REQUEST));
    }

    private static ProblemDetail invalid(InvalidInputException e) {
        ProblemDetail problem =
                problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-input", message(e));
        problem.setProperty("errors", e.errors());
        return problem;
    }

    /// Where the JSON of a body stops making sense; what it says is not repeated.
    private static String unreadable(Exception e) {
        if (!(NestedExceptionUtils.getMostSpecificCause(e) instanceof JacksonException cause)) {
            return "the request has no body that can be read";
        }
        String where =
                cause.getLocation() == null
                        ? ""
                        : " (line %d, column %d)"
                                .formatted(
                                        cause.getLocation().getLineNr(),
                                        cause.getLocation().getColumnNr());
        String path =
                String.join(
                        ".",
                        cause.getPath().stream()
                                .map(JacksonException.Reference::getPropertyName)
                                .filter(java.util.Objects::nonNull)
                                .toList());
        return path.isEmpty()
                ? "the request's body is not JSON of the form expected" + where
                : "the field %s is not of the type expected%s".formatted(path, where);
    }

    private static ProblemDetail unavailable(Exception e) {
        LOG.atWarn().setCause(e).log("not stored");
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "storage-unavailable",
                "it could not be stored just now: try again");
    }

    /// What Spring found wrong before a controller was asked.
    private static ProblemDetail framework(ErrorResponse response) {
        HttpStatus status = HttpStatus.valueOf(response.getStatusCode().value());
        @Nullable String detail = response.getBody().getDetail();
        return problem(status, type(status), detail == null ? status.getReasonPhrase() : detail);
    }

    /// The type of a failure of which no more is known than its status.
    static String type(HttpStatus status) {
        return status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static ProblemDetail internal(Exception e) {
        LOG.atError().setCause(e).log("a request failed");
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "a fault of this program: its log says more");
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
