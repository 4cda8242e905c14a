package dev.pithyjaunt.server.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One connection at a time, which is kept while the server keeps it. Bytes go out as they are.
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final URI server;
    private Socket socket;
    private InputStream in;

    RawClient(URI server) throws IOException {
        this.server = server;
        open();
    }

    private void open() throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// @param status 0 when the connection was closed without an answer
    record Answer(int status, Map<String, String> headers, String body) {

        static final Answer NONE = new Answer(0, Map.of(), "");

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Answer exchange(byte[] request, boolean isHead) throws IOException {
        try {
            return tryExchange(request, isHead);
        } catch (java.net.SocketException | EOFException _) {
            // It was closed after the last answer.
            reopen();
            return tryExchange(request, isHead);
        }
    }

    private Answer tryExchange(byte[] request, boolean isHead) throws IOException {
        socket.getOutputStream().write(request);
        Answer answer = read(isHead);
        if (answer.header("connection").equals("close")) {
            reopen();
        }
        return answer;
    }

    /// Says that no more comes, and takes what is answered, if anything is.
    Answer last(byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return read(false);
        } catch (java.net.SocketException | EOFException _) {
            return Answer.NONE;
        } finally {
            reopen();
        }
    }

    private void reopen() throws IOException {
        socket.close();
        open();
    }

    private Answer read(boolean isHead) throws IOException {
        String first = line();
        int status = Integer.parseInt(first.substring(9, 12));
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status < 200) {
            return read(isHead);
        }
        String body = isHead || status == 204 || status == 304 ? "" : body(headers);
        return new Answer(status, headers, body);
    }

    private String body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = size(); size > 0; size = size()) {
                all.write(in.readNBytes(size));
                line();
            }
            line();
            return all.toString(StandardCharsets.UTF_8);
        }
        String length = headers.get("content-length");
        byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        if (length == null) {
            reopen();
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
