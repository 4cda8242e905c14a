package dev.pithyjaunt.server.idempotency;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.JoinedWrites;
import dev.pithyjaunt.server.platform.Problems;
import dev.pithyjaunt.server.platform.StorageException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Has a POST with an `Idempotency-Key` take effect once. What the request writes, its key and its
/// answer are one transaction: a server that dies before the commit has done nothing, and one that
/// dies after it answers a repeat the same. What was refused did nothing and keeps no key.
///
/// Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
@Component
final class IdempotencyFilter extends OncePerRequestFilter {

    /// Whose answer holds a secret, which is not to be stored in the clear: a token, or a link.
    private static final Pattern WITH_SECRET = Pattern.compile("/api/(token|account(/.*)?)");

    private final Database database;
    private final AnswerStore answers;
    private final Problems problems;
    private final Set<RequestKey> inProgress = ConcurrentHashMap.newKeySet();

    IdempotencyFilter(Database database, AnswerStore answers, Problems problems) {
        this.database = database;
        this.answers = answers;
        this.problems = problems;
    }

    static ConflictException inProgress() {
        return ConflictException.forNow(
                "idempotency-in-progress",
                "a request with this %s is being answered".formatted(RequestKey.HEADER));
    }

    /// What runners send has no account and recognises repeats by itself.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || !request.getRequestURI().startsWith("/api/")
                || request.getHeader(RequestKey.HEADER) == null
                || account().isEmpty();
    }

    private static Optional<Account> account() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Account account
                ? Optional.of(account)
                : Optional.empty();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            RequestKey key = key(request);
            byte[] body = body(request);
            if (!inProgress.add(key)) {
                throw inProgress();
            }
            try {
                answer(
                        key,
                        new ReadBody(request, body),
                        RequestKey.fingerprint(body),
                        response,
                        chain);
            } finally {
                inProgress.remove(key);
            }
        } catch (ConflictException
                | InvalidInputException
                | StorageException
                | HttpMessageNotReadableException e) {
            problems.refuse(request, response, e);
        }
    }

    private static byte[] body(HttpServletRequest request) {
        try {
            return request.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new HttpMessageNotReadableException(
                    "the body broke off", e, new ServletServerHttpRequest(request));
        }
    }

    private static RequestKey key(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(RequestKey.HEADER));
        if (given.size() > 1) {
            throw new InvalidInputException(RequestKey.HEADER, "expected it once");
        }
        if (WITH_SECRET.matcher(request.getRequestURI()).matches()) {
            throw new InvalidInputException(
                    RequestKey.HEADER,
                    "is not taken here: the answer holds a secret, which is not kept");
        }
        return new RequestKey(
                account().orElseThrow().id(), request.getRequestURI(), given.getFirst());
    }

    private void answer(
            RequestKey key,
            HttpServletRequest request,
            String fingerprint,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        Optional<AnswerStore.Kept> kept = answers.find(key);
        if (kept.isEmpty()) {
            doOnce(key, request, fingerprint, response, chain);
        } else if (kept.get().fingerprint().equals(fingerprint)) {
            kept.get().answer().send(response);
        } else {
            problems.send(
                    request,
                    response,
                    Problems.problem(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "idempotency-mismatch",
                            "this %s came with another body before".formatted(RequestKey.HEADER)));
        }
    }

    private void doOnce(
            RequestKey key,
            HttpServletRequest request,
            String fingerprint,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        try (JoinedWrites writes =
                database.joinWrites(sql -> answers.take(sql, key, fingerprint))) {
            chain.doFilter(request, answer);
            if (HttpStatus.valueOf(answer.getStatus()).is2xxSuccessful()) {
                writes.commit(sql -> answers.keep(sql, key, KeptAnswer.of(answer)));
            }
        }
        answer.copyBodyToResponse();
    }
}
