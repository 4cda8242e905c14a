package dev.pithyjaunt.server.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Optional;

/// Finds the account of a request: of its API token when it brings one, else of its session. A
/// token that is not good is not made up for by a session.
final class CredentialsFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final ApiTokenStore tokens;
    private final SessionStore sessions;
    private final SessionCookie cookie;
    private final SecurityContextRepository contexts;

    CredentialsFilter(
            ApiTokenStore tokens,
            SessionStore sessions,
            SessionCookie cookie,
            SecurityContextRepository contexts) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.cookie = cookie;
        this.contexts = contexts;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Account> account = findAccount(request);
        if (account.isPresent()) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new SignedIn(account.get()));
            SecurityContextHolder.setContext(context);
            // So that the later turns of an asynchronous answer, such as a stream, have it too.
            contexts.saveContext(context, request, response);
        }
        chain.doFilter(request, response);
    }

    private Optional<Account> findAccount(HttpServletRequest request) {
        if (bringsToken(request)) {
            String header = request.getHeader(HttpHeaders.AUTHORIZATION);
            return tokens.findAccount(new Secret(header.substring(BEARER.length()).strip()));
        }
        return cookie.find(request).flatMap(sessions::findAccount);
    }

    /// Such a request does not come from a page that a browser was lured to.
    static boolean bringsToken(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static final class SignedIn extends AbstractAuthenticationToken {

        private final transient Account account;

        SignedIn(Account account) {
            super(AuthorityUtils.createAuthorityList("ROLE_" + account.role()));
            this.account = account;
            setAuthenticated(true);
        }

        @Override
        public @Nullable Object getCredentials() {
            return null;
        }

        @Override
        public Object getPrincipal() {
            return account;
        }

        @Override
        public String getName() {
            return account.name();
        }
    }
}
