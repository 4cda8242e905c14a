package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;

import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import java.net.URI;

/// Begins and ends the session of a browser.
@Component
public final class SessionOpening {

    private static final Logger LOG = LoggerFactory.getLogger(SessionOpening.class);

    private final SessionStore sessions;
    private final SessionCookie cookie;

    SessionOpening(SessionStore sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /// A new one, in place of the one that the browser had.
    ResponseEntity<Void> open(Account account, HttpServletRequest request) {
        cookie.find(request).ifPresent(sessions::close);
        LOG.atInfo().addKeyValue("account", account.id()).log("somebody signed in");
        return redirect("/", cookie.set(sessions.open(account.id())));
    }

    ResponseEntity<Void> close(HttpServletRequest request) {
        cookie.find(request).ifPresent(sessions::close);
        return redirect("/sign-in", cookie.clear());
    }

    /// Ends all sessions of an account, this one too.
    ///
    /// @return the header `Set-Cookie` that makes this browser forget its own
    public String closeAll(Account account) {
        sessions.closeAll(account.id(), null);
        return cookie.clear();
    }

    private static ResponseEntity<Void> redirect(String path, String setCookie) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .header(HttpHeaders.SET_COOKIE, setCookie)
                .build();
    }
}
