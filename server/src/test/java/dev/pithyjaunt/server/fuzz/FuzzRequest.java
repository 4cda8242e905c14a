package dev.pithyjaunt.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// One odd request at an endpoint, all of it decided by the random numbers.
///
/// @param body a character a byte
record FuzzRequest(String method, String target, String head, String body) {

    /// What requests are made of.
    ///
    /// @param calls method and path of every endpoint
    /// @param parameters names of query parameters, fields and headers
    /// @param ids of things that there are
    /// @param tokens of nobody (empty), of somebody, and such as are none
    record Words(
            List<String> calls, List<String> parameters, List<String> ids, List<String> tokens) {}

    private static final String LONG = "x".repeat(10_000);

    private static final List<String> PATH_PARTS =
            List.of(
                    "none",
                    "",
                    ".",
                    "..",
                    "%2e%2e",
                    "%2F",
                    "a%2Fb",
                    "%5c",
                    "%00",
                    "a%00b",
                    "%",
                    "%zz",
                    "%c3%28",
                    "%ff",
                    "%F0%9F%9A%AA",
                    "%ED%A0%80",
                    ";a=b",
                    "a;b",
                    "%3B",
                    "-1",
                    "0",
                    "NaN",
                    "1e999",
                    "99999999999999999999",
                    "'%20or%20'1'='1",
                    "%25",
                    "%0d%0aX:%20y",
                    "\"",
                    "|",
                    "{id}",
                    "~",
                    "*",
                    "x".repeat(300),
                    "x".repeat(6_000),
                    "\u00e9",
                    "?",
                    "#",
                    "//",
                    "constructor",
                    "null");

    private static final List<String> VALUES =
            List.of(
                    "",
                    "0",
                    "-1",
                    "1",
                    "100",
                    "101",
                    "NaN",
                    "Infinity",
                    "1e3",
                    "1.5",
                    "0x10",
                    "2147483648",
                    "-9223372036854775809",
                    "99999999999999999999999",
                    "true",
                    "null",
                    "%00",
                    "%ff%fe",
                    "%ED%A0%80",
                    "%F0%9F%9A%AA",
                    "queued",
                    "QUEUED",
                    "2026-02-30",
                    "2026-11-22",
                    "+999999999-12-31",
                    "-0001-01-01",
                    "day",
                    "..%2f..%2fetc%2fpasswd",
                    "'%3B--",
                    "%0d%0a",
                    "x".repeat(3_000),
                    "%",
                    "a%20b",
                    "[]",
                    "~",
                    "\u00e9");

    private static final List<String> JSON_VALUES =
            List.of(
                    "null",
                    "true",
                    "0",
                    "-1",
                    "1e999",
                    "1E-999",
                    "1".repeat(400),
                    "\"\"",
                    "\" \"",
                    "\"a\"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udc00x\"",
                    "\"\\u202e\"",
                    "{}",
                    "[]",
                    "[[]]",
                    "{\"a\":{}}",
                    "\"" + LONG + "\"",
                    "\"" + "\\n".repeat(50) + "\"",
                    "\"2026-02-30T00:00:00Z\"",
                    "\"2099-01-01T00:00:00Z\"",
                    "\"+1000000000-01-01T00:00:00Z\"",
                    "1e30",
                    "\"..\"",
                    "\"/etc\"",
                    "\"file:///etc/passwd\"",
                    "\"ext::sh -c id\"",
                    "\"https://u:p@h/a/b\"",
                    "\"http://[::1]:99999/a/b\"",
                    "\"local\"",
                    "\"github-actions\"",
                    "\"task.log\"",
                    "\"task.completed\"",
                    "NaN",
                    "'a'",
                    "\"\u00e9\"");

    private static final List<String> BODIES =
            List.of(
                    "",
                    " ",
                    "{",
                    "}",
                    "[",
                    "null",
                    "true",
                    "1",
                    "\"text\"",
                    "[]",
                    "{}",
                    "{}{}",
                    "{\"title\":}",
                    "{\"title\" \"a\"}",
                    "{title:1}",
                    "{\"a\":1,}",
                    "{\"title\":\"a\",\"title\":\"b\"}",
                    "\ufeff{}",
                    "a=b&c=d",
                    "<a/>",
                    "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n",
                    "[".repeat(20_000),
                    "{\"a\":".repeat(3_000),
                    "1".repeat(20_000),
                    "\"" + "\\".repeat(99),
                    "{\"description\":\"" + LONG.repeat(5) + "\"}",
                    "{\"__proto__\":{}}",
                    "{\"@class\":\"java.lang.Runtime\"}");

    private static final List<String> TYPES =
            List.of(
                    "application/json",
                    "application/json",
                    "application/json",
                    "application/json",
                    "application/json;charset=utf-16",
                    "application/json; charset=\"x",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "multipart/form-data; boundary=x",
                    "text/plain",
                    "text/html",
                    "*/*",
                    "a",
                    "/",
                    "application/json, text/plain",
                    "application/problem+json",
                    "");

    private static final List<String> HEADERS =
            List.of(
                    "Accept: */*",
                    "Accept: image/png",
                    "Accept: ,",
                    "Accept: a/b/c;q=x",
                    "Accept: text/html",
                    "Accept: text/event-stream",
                    "Accept-Language: xx-\u00e9",
                    "Cookie: jaunt-session=x; a=\u00e9",
                    "Cookie: =;;=",
                    "Cookie: jaunt-session=",
                    "Authorization: Bearer",
                    "Authorization: Basic eDp5",
                    "Authorization: \u00e9",
                    "Last-Event-ID: -1",
                    "Last-Event-ID: 99999999999999999999",
                    "Last-Event-ID: x",
                    "Idempotency-Key: a",
                    "Idempotency-Key: ",
                    "Idempotency-Key: \u00e9",
                    "Idempotency-Key: " + "x".repeat(256),
                    "If-None-Match: \"\"",
                    "Range: bytes=-1",
                    "Range: bytes=0-0,1-1,9-",
                    "If-Modified-Since: never",
                    "Origin: null",
                    "X-Forwarded-For: '",
                    "X-Forwarded-Host: a b",
                    "X-Forwarded-Proto: \u00e9",
                    "X-HTTP-Method-Override: DELETE",
                    "X-XSRF-TOKEN: x",
                    "Expect: x",
                    "Content-Encoding: gzip",
                    "X: " + "y".repeat(5_000),
                    "X-A: \u0001",
                    "X-B: \u007f",
                    "webhook-id: x\r\nwebhook-timestamp: 1\r\nwebhook-signature: v1,x",
                    "webhook-id: \u00e9\r\nwebhook-timestamp: NaN\r\nwebhook-signature: v1",
                    "webhook-timestamp: 99999999999999999999",
                    "X-Hub-Signature-256: sha256=00\r\nX-GitHub-Delivery: x",
                    "X-Hub-Signature-256: x",
                    "Content-Language: \u00e9",
                    "Upgrade: websocket",
                    "Connection: upgrade",
                    "Connection: keep-alive");

    private static final List<String> METHODS =
            List.of(
                    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW",
                    "get");

    static FuzzRequest of(Words words, Random random) {
        String call = one(words.calls(), random);
        String method =
                random.nextInt(12) == 0
                        ? one(METHODS, random)
                        : call.substring(0, call.indexOf(' '));
        String target =
                path(call.substring(call.indexOf(' ') + 1), words, random) + query(words, random);
        byte[] body =
                method.equals("GET") && random.nextInt(8) > 0 ? new byte[0] : body(words, random);
        return new FuzzRequest(
                method,
                target,
                headers(words, random),
                new String(body, StandardCharsets.ISO_8859_1));
    }

    private static String path(String template, Words words, Random random) {
        StringBuilder path = new StringBuilder();
        for (String part : template.substring(1).split("/", -1)) {
            boolean isVariable = part.startsWith("{");
            String odd =
                    isVariable && random.nextInt(3) > 0
                            ? one(words.ids(), random)
                            : one(PATH_PARTS, random);
            path.append('/').append(isVariable || random.nextInt(60) == 0 ? odd : part);
        }
        return path.toString();
    }

    private static String query(Words words, Random random) {
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(6) - 2; i > 0; i--) {
            String name = one(words.parameters(), random);
            for (int times = random.nextInt(5) == 0 ? 3 : 1; times > 0; times--) {
                query.append(query.isEmpty() ? '?' : '&').append(name);
                if (random.nextInt(15) > 0) {
                    query.append('=')
                            .append(
                                    random.nextInt(4) == 0
                                            ? one(words.ids(), random)
                                            : one(VALUES, random));
                }
            }
        }
        return query.toString();
    }

    private static byte[] body(Words words, Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> one(BODIES, random).getBytes(StandardCharsets.UTF_8);
            case 2 -> {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case 3 -> {
                byte[] bytes = fields(words, random).getBytes(StandardCharsets.UTF_8);
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
            default -> fields(words, random).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String fields(Words words, Random random) {
        StringBuilder json = new StringBuilder("{");
        for (int i = random.nextInt(6); i >= 0; i--) {
            json.append('"')
                    .append(one(words.parameters(), random))
                    .append("\":")
                    .append(
                            random.nextInt(5) == 0
                                    ? "\"" + one(words.ids(), random) + "\""
                                    : one(JSON_VALUES, random))
                    .append(i == 0 ? "" : ",");
        }
        return json.append('}').toString();
    }

    private static String headers(Words words, Random random) {
        StringBuilder head = new StringBuilder();
        String token = one(words.tokens(), random);
        if (!token.isEmpty()) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        head.append("Content-Type: ").append(one(TYPES, random)).append("\r\n");
        for (int i = random.nextInt(5) - 2; i > 0; i--) {
            String header = one(HEADERS, random);
            head.append(header).append("\r\n");
            if (random.nextInt(10) == 0) {
                head.append(header).append("\r\n");
            }
        }
        return head.toString();
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                "%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n\r\n"
                        .formatted(method, target, head, body.length())
                        .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }
}
