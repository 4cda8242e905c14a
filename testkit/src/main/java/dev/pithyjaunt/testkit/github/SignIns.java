package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Says who somebody is to OAuth apps, by the web flow with PKCE. Whoever sits at the browser
/// agrees at once.
///
/// Source: <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps>
final class SignIns {

    private static final String AUTHORIZE = "/login/oauth/authorize";
    private static final String TOKEN = "/login/oauth/access_token";

    private final State state;
    private final Map<String, App> apps = new ConcurrentHashMap<>();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private volatile @Nullable String visitor;

    SignIns(State state) {
        this.state = state;
    }

    private record App(String secret, String callback) {}

    private record Grant(String clientId, String back, String challenge, String login) {}

    void register(String clientId, String secret, String callback) {
        apps.put(clientId, new App(secret, callback));
    }

    void visitor(@Nullable String login) {
        visitor = login;
    }

    static boolean isFor(Ask ask) {
        return ask.path().equals(AUTHORIZE) || ask.path().equals(TOKEN);
    }

    Reply reply(Ask ask) {
        return ask.path().equals(AUTHORIZE) && ask.method().equals("GET")
                ? authorize(ask)
                : token(ask);
    }

    private Reply authorize(Ask ask) {
        String clientId = ask.parameter("client_id").orElse("");
        String back = ask.parameter("redirect_uri").orElse("");
        String challenge = ask.parameter("code_challenge").orElse("");
        App app = apps.get(clientId);
        if (app == null) {
            return Reply.text(404, "Not Found\n");
        }
        if (!back.equals(app.callback())) {
            return sent(app.callback(), "error=redirect_uri_mismatch");
        }
        if (!challenge.matches("[A-Za-z0-9_-]{43}")
                || !ask.parameter("code_challenge_method").orElse("").equals("S256")
                || ask.parameter("state").orElse("").isEmpty()) {
            state.violations().add("an authorisation without state or PKCE was asked for");
        }
        String login = visitor;
        String rest = "&state=" + encoded(ask.parameter("state").orElse(""));
        if (login == null) {
            return sent(back, "error=access_denied" + rest);
        }
        String code = Tokens.fresh("");
        grants.put(code, new Grant(clientId, back, challenge, login));
        return sent(back, "code=" + code + rest);
    }

    private static Reply sent(String back, String query) {
        return Reply.empty(302).with(Map.of("Location", back + "?" + query));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Reply token(Ask ask) {
        Map<String, String> form = Ask.query(new String(ask.body(), StandardCharsets.UTF_8));
        App app = apps.get(form.getOrDefault("client_id", ""));
        if (app == null || !app.secret().equals(form.get("client_secret"))) {
            return refused("incorrect_client_credentials");
        }
        Grant grant = grants.remove(form.getOrDefault("code", ""));
        if (grant == null || !grant.clientId().equals(form.get("client_id"))) {
            return refused("bad_verification_code");
        }
        if (!grant.back().equals(form.get("redirect_uri"))) {
            return refused("redirect_uri_mismatch");
        }
        if (!grant.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
            return refused("bad_verification_code");
        }
        String token =
                state.tokens()
                        .add(
                                new Token(
                                        Tokens.fresh("gho_"),
                                        TokenKind.CLASSIC,
                                        grant.login(),
                                        Set.of(),
                                        Map.of("metadata", "read"),
                                        Set.of(),
                                        null))
                        .value();
        return Reply.json(200, Map.of("access_token", token, "token_type", "bearer", "scope", ""));
    }

    /// GitHub tells it with status 200.
    private static Reply refused(String error) {
        return Reply.json(200, Map.of("error", error, "error_description", "It is refused."));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
