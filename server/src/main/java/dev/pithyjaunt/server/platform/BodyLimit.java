package dev.pithyjaunt.server.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/// Refuses bodies that are too large: by the length that they are said to have before anything is
/// read, and where none is said as soon as they are past the limit. What is said to be of no media
/// type is refused here as well, since Spring fails at it. What runners deliver has limits of its
/// own, at its endpoints.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class BodyLimit extends OncePerRequestFilter {

    static final int MAX_BYTES = 2 * 1024 * 1024;

    private final Problems problems;

    BodyLimit(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isLimited = !isDelivery(request);
        if (isLimited && request.getContentLengthLong() > MAX_BYTES) {
            // What is not read is not worth keeping the connection for.
            response.setHeader(HttpHeaders.CONNECTION, "close");
            problems.send(request, response, tooLarge());
        } else if (!isOfAMediaType(request)) {
            problems.send(
                    request,
                    response,
                    Problems.problem(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "unsupported-media-type",
                            "the Content-Type is no media type"));
        } else {
            chain.doFilter(isLimited ? new Limited(request) : request, response);
        }
    }

    private static boolean isDelivery(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/webhook/") || path.contains("/file/");
    }

    private static boolean isOfAMediaType(HttpServletRequest request) {
        String type = request.getContentType();
        try {
            return type == null || type.isEmpty() || MediaType.parseMediaType(type).isConcrete();
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    static ProblemDetail tooLarge() {
        return Problems.problem(
                HttpStatus.CONTENT_TOO_LARGE,
                "content-too-large",
                "a request's body may have at most %d bytes".formatted(MAX_BYTES));
    }

    /// More came than was to be.
    static final class ExceededException extends IOException {

        ExceededException() {
            super("a body of more than %d bytes".formatted(MAX_BYTES));
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {

        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }
    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream body;
        private int read;

        Counted(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int one = body.read();
            return one < 0 ? one : counted(1, one);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            return count < 0 ? count : counted(count, count);
        }

        private int counted(int more, int result) throws ExceededException {
            read += more;
            if (read > MAX_BYTES) {
                throw new ExceededException();
            }
            return result;
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
