package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;
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
}
