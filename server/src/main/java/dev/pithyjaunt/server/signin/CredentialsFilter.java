package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Optional;

/// Finds the account of a request.
final class CredentialsFilter extends OncePerRequestFilter {

    private final Credentials credentials;
    private final SecurityContextRepository contexts;

    CredentialsFilter(Credentials credentials, SecurityContextRepository contexts) {
        this.credentials = credentials;
        this.contexts = contexts;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Account> account = credentials.findAccount(request);
        if (account.isPresent()) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new SignedIn(account.get()));
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
