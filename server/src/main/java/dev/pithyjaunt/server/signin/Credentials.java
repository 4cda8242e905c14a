package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.ApiToken;
import dev.pithyjaunt.server.account.ApiTokenStore;
import dev.pithyjaunt.server.account.Secret;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import java.util.Optional;

/// What a request brings to say whose it is: an API token, or else the cookie of a session. A token
/// that is not good is not made up for by a session.
@Component
public final class Credentials {

    private static final String BEARER = "Bearer ";

    private final ApiTokenStore tokens;
    private final SessionStore sessions;
    private final SessionCookie cookie;

    Credentials(ApiTokenStore tokens, SessionStore sessions, SessionCookie cookie) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /// The account, as of this moment: during a long answer it may have gone.
    public Optional<Account> findAccount(HttpServletRequest request) {
        return find(request).map(ApiTokenStore.Holder::account);
    }

    /// The account and what it may do by this request.
    Optional<ApiTokenStore.Holder> find(HttpServletRequest request) {
        if (bringsToken(request)) {
            String header = request.getHeader(HttpHeaders.AUTHORIZATION);
            return tokens.find(new Secret(header.substring(BEARER.length()).strip()));
        }
        return findSession(request)
                .flatMap(sessions::findAccount)
                .map(account -> new ApiTokenStore.Holder(account, ApiToken.Scope.WRITE));
    }

    /// The session that a request brings, good or not, if it does not bring a token.
    public Optional<Secret> findSession(HttpServletRequest request) {
        return bringsToken(request) ? Optional.empty() : cookie.find(request);
    }

    /// Such a request does not come from a page that a browser was lured to.
    static boolean bringsToken(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }
}
