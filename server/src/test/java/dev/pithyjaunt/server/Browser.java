package dev.pithyjaunt.server;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.openapi.Contract;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A person's browser with cookies, or a program with a token, at one server.
public final class Browser implements AutoCloseable {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

    private final URI server;
    private final @Nullable String token;
    private String csrf = "";
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    public Browser(URI server) {
        this(server, null);
    }

    private Browser(URI server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    /// A program that brings a token and no cookies.
    public Browser withToken(String newToken) {
        return new Browser(server, newToken);
    }

    /// Sends what a page of another site could make it send.
    public Answer forge(String path, Object body) {
        String known = csrf;
        csrf = "";
        try {
            return post(path, body);
        } finally {
            csrf = known;
        }
    }

    public Answer get(String path) {
        return send(request(path).GET(), "");
    }

    public Answer delete(String path) {
        return send(request(path).DELETE(), "");
    }

    /// Sends JSON.
    public Answer post(String path, Object body) {
        return send("POST", path, Json.line(body));
    }

    public Answer send(String method, String path, String body) {
        return send(method, path, body, Map.of());
    }

    /// @param headers more of them
    public Answer send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request =
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request, body);
    }

    /// Shows the page of a link and presses its button.
    public Answer signIn(URI link) {
        return submit(link.getPath(), "/sign-in", "");
    }

    /// Shows a page and sends its form.
    ///
    /// @param filled what a person put in, as a form has it, besides what is hidden there
    public Answer submit(String page, String action, String filled) {
        StringBuilder form = new StringBuilder(filled);
        Matcher fields = HIDDEN.matcher(get(page).body());
        while (fields.find()) {
            if (fields.group(1).equals("_csrf")) {
                csrf = fields.group(2);
            }
            form.append(form.isEmpty() ? "" : "&")
                    .append(fields.group(1))
                    .append('=')
                    .append(URLEncoder.encode(fields.group(2), StandardCharsets.UTF_8));
        }
        return postForm(action, form.toString());
    }

    public Answer postForm(String path, String form) {
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                form);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        } else if (!csrf.isEmpty()) {
            request.header("X-XSRF-TOKEN", csrf);
        }
        return request;
    }

    /// The API's answers have to be as its document describes them.
    private Answer send(HttpRequest.Builder request, String body) {
        try {
            Answer answer = new Answer(client.send(request.build(), BodyHandlers.ofString()));
            Contract.check(
                    new Contract.Exchange(
                            answer.response().request().method(),
                            answer.response().request().uri().getRawPath(),
                            body,
                            answer.status(),
                            answer.header("Content-Type"),
                            answer.body()));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /// A field of the JSON object, as text; empty when there is none.
        public String field(String name) {
            Object value = Json.read(body(), Map.class).get(name);
            return value == null ? "" : value.toString();
        }
    }
}
