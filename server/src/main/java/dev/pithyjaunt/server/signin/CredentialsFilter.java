package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.ApiToken;
import dev.pithyjaunt.server.account.ApiTokenStore;
import dev.pithyjaunt.server.platform.Problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Finds the account of a request, and refuses what its token may not.
final class CredentialsFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Credentials credentials;
    private final SecurityContextRepository contexts;
    private final Problems problems;

    CredentialsFilter(
            Credentials credentials, SecurityContextRepository contexts, Problems problems) {
        this.credentials = credentials;
        this.contexts = contexts;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<ApiTokenStore.Holder> holder = credentials.find(request);
        if (holder.isPresent()) {
            if (holder.get().scope() == ApiToken.Scope.READ
                    && !READING.contains(request.getMethod())) {
                problems.send(
                        request,
                        response,
                        Problems.problem(
                                HttpStatus.FORBIDDEN,
                                "token-scope",
                                "this token may only read: use one with the scope \"write\""));
                return;
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new SignedIn(holder.get().account()));
            SecurityContextHolder.setContext(context);
            // So that the later turns of an asynchronous answer, such as a stream, have it too.
            contexts.saveContext(context, request, response);
        }
        chain.doFilter(request, response);
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
