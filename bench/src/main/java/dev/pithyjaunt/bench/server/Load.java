package dev.pithyjaunt.bench.server;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;

/// Sends requests over some keep-alive connections, on each the next one when the last one was
/// answered. All on one thread, with hardly more work than the system's calls.
final class Load {

    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final int port;
    private final Requests requests;

    /// What is sent.
    interface Requests {

        /// The next whole request of a connection; empty when it has no more.
        byte[] next(int connection);

        /// @param body of the answer
        default void answered(int connection, int status, String body) {}
    }

    Load(int port, Requests requests) {
        this.port = port;
        this.requests = requests;
    }

    /// @param atMost when no connection has ended before
    Tally run(int connections, Duration atMost) throws IOException {
        Tally tally = new Tally();
        try (Selector selector = Selector.open()) {
            int open = 0;
            for (int i = 0; i < connections; i++) {
                Connection connection = new Connection(i, selector);
                open += connection.sendNext() ? 1 : 0;
            }
            long end = System.nanoTime() + atMost.toNanos();
            while (open > 0) {
                selector.select(1_000);
                boolean isOver = System.nanoTime() >= end;
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
                        keys.hasNext(); ) {
                    Connection connection = (Connection) keys.next().attachment();
                    keys.remove();
                    if (connection.readAnswer(tally) && (isOver || !connection.sendNext())) {
                        connection.channel.close();
                        open--;
                    }
                }
                if (System.nanoTime() > end + Duration.ofSeconds(60).toNanos()) {
                    throw new IOException("requests were not answered within a minute");
                }
            }
        }
        return tally.ended();
    }

    private final class Connection {

        private final int number;
        private final SocketChannel channel;
        private ByteBuffer answer = ByteBuffer.allocate(16_384);
        private long sentAt;

        Connection(int number, Selector selector) throws IOException {
            this.number = number;
            channel =
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        boolean sendNext() throws IOException {
            byte[] next = requests.next(number);
            if (next.length == 0) {
                return false;
            }
            ByteBuffer request = ByteBuffer.wrap(next);
            sentAt = System.nanoTime();
            while (request.hasRemaining()) {
                channel.write(request);
            }
            return true;
        }

        /// Whether the whole of an answer has come.
        boolean readAnswer(Tally tally) throws IOException {
            if (channel.read(answer) < 0) {
                throw new EOFException("the server closed connection " + number);
            }
            byte[] bytes = answer.array();
            int end = answer.position();
            int body = indexOf(bytes, end, HEAD_END, 0);
            if (body < 0) {
                return false;
            }
            int length = length(bytes, body, end);
            int whole = body + HEAD_END.length + length;
            if (length < 0 || end < whole) {
                if (Math.max(end, whole) >= answer.capacity()) {
                    answer = ByteBuffer.allocate(2 * Math.max(end, whole)).put(bytes, 0, end);
                }
                return false;
            }
            int status =
                    (bytes[STATUS_AT] - '0') * 100
                            + (bytes[STATUS_AT + 1] - '0') * 10
                            + bytes[STATUS_AT + 2]
                            - '0';
            tally.add(status, System.nanoTime() - sentAt);
            requests.answered(
                    number,
                    status,
                    new String(bytes, body + HEAD_END.length, length, StandardCharsets.UTF_8));
            answer.clear();
            return true;
        }
    }

    /// Of the body, as it travels; negative while that is not known: in chunks it ends with an
    /// empty one.
    private static int length(byte[] bytes, int headEnd, int end) {
        int at = indexOf(bytes, headEnd, LENGTH, 0);
        if (at < 0) {
            int last = indexOf(bytes, end, LAST_CHUNK, headEnd);
            return last < 0 ? -1 : last - headEnd - HEAD_END.length + LAST_CHUNK.length;
        }
        int length = 0;
        for (int i = at + LENGTH.length; bytes[i] != '\r'; i++) {
            if (bytes[i] != ' ') {
                length = length * 10 + bytes[i] - '0';
            }
        }
        return length;
    }

    /// Without regard for the case of letters.
    private static int indexOf(byte[] bytes, int end, byte[] wanted, int from) {
        for (int i = from; i <= end - wanted.length; i++) {
            int j = 0;
            while (j < wanted.length && Character.toLowerCase(bytes[i + j]) == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
