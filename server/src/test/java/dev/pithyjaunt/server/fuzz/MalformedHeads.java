package dev.pithyjaunt.server.fuzz;

import java.util.List;

/// What looks like a request, more or less.
final class MalformedHeads {

    private MalformedHeads() {}

    private static final String GET = "GET /api/task HTTP/1.1\r\nHost: localhost\r\n";
    private static final String POST =
            "POST /api/task HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    static final List<String> ALL =
            List.of(
                    "\r\n",
                    "\0\0\0\0\r\n\r\n",
                    "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                    "GET\r\n\r\n",
                    "GET  /api/task  HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET /api/task\r\n\r\n",
                    "GET /api/task HTTP/1.1\r\n\r\n",
                    "GET /api/task HTTP/9.9\r\nHost: a\r\n\r\n",
                    "GET /api/task HTTP/0.9\r\n\r\n",
                    "GET /api/task FTP/1.1\r\nHost: a\r\n\r\n",
                    "GET api/task HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
                    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
                    "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET http://evil.invalid/api/task HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET /api/ta\0sk HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET /api/ta\u00ffsk HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET /api/task?<>\\^`{|} HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                    "G".repeat(10_000) + " / HTTP/1.1\r\nHost: a\r\n\r\n",
                    GET + "Host: other\r\n\r\n",
                    "GET /api/task HTTP/1.1\r\nHost: a b\r\n\r\n",
                    "GET /api/task HTTP/1.1\r\nHost: [::1\r\n\r\n",
                    "GET /api/task HTTP/1.1\r\nHost: a:99999999\r\n\r\n",
                    GET + "no colon here\r\n\r\n",
                    GET + ": no name\r\n\r\n",
                    GET + "X y: z\r\n\r\n",
                    GET + "X: a\rb\r\n\r\n",
                    GET + "X: a\0b\r\n\r\n",
                    GET + "X: a\r\n folded\r\n\r\n",
                    GET + "X: " + "y".repeat(200_000) + "\r\n\r\n",
                    GET + "X: y\r\n".repeat(1_000) + "\r\n",
                    GET + "X: never ends",
                    "GET /api/task HTTP/1.1\nHost: a\n\n",
                    POST + "Content-Length: -1\r\n\r\n",
                    POST + "Content-Length: x\r\n\r\n",
                    POST + "Content-Length: 99999999999999999999\r\n\r\n{}",
                    POST + "Content-Length: 3000000\r\n\r\n{}",
                    POST + "Content-Length: 10\r\n\r\n{}",
                    POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
                    POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    POST + "Transfer-Encoding: x\r\n\r\n",
                    POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                    POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                    POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
                    POST + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
                    POST + "Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
                    POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: y",
                    POST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n",
                    "POST /api/webhook/github-actions HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{",
                    "POST /api/webhook/github-actions HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n{",
                    "PUT /api/execution/x/file/patch HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{",
                    "PUT /api/execution/x/file/patch HTTP/1.1\r\nHost: a\r\nContent-Length: 30000000\r\n\r\n{");
}
