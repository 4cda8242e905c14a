package dev.pithyjaunt.server.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/// Answers requests of which not even the sender can be found out, because the database is away:
/// that is looked up before any controller is there to fail.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnavailableFilter extends OncePerRequestFilter {

    private final Problems problems;

    UnavailableFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (StorageException e) {
            if (response.isCommitted()) {
                throw e;
            }
            if (Problems.isForPrograms(request)) {
                problems.refuse(request, response, e);
            } else {
                refusePage(response);
            }
        }
    }

    /// A page would need more than is there.
    private static void refusePage(HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println("The database is not available just now: try again.");
    }
}
