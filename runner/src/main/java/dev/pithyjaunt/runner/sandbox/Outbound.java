package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.runner.execution.ExecutionFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The other end of [Bridge]: an HTTP proxy on a socket in a folder, for one sandbox. It looks
/// names up itself and connects to public addresses alone, so that nothing in the neighbourhood of
/// this machine can be reached, whatever a name says.
final class Outbound implements AutoCloseable {

    private static final int CONNECT_MILLIS = 20_000;

    /// More of them would leave this program without open files.
    private static final int MAX_OPEN = 512;

    private final Path folder;
    private final ServerSocketChannel socket;
    private final Predicate<InetAddress> allowed;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private Outbound(Path folder, ServerSocketChannel socket, Predicate<InetAddress> allowed) {
        this.folder = folder;
        this.socket = socket;
        this.allowed = allowed;
    }

    /// For public addresses, but not those of this machine and its neighbours.
    static Outbound open() {
        OwnNetworks own = OwnNetworks.ofThisMachine();
        return to(address -> PublicAddresses.contain(address) && !own.contain(address));
    }

    /// Listens in a new folder with a short path: the names of sockets have at most 107 bytes.
    ///
    /// @param allowed addresses
    static Outbound to(Predicate<InetAddress> allowed) {
        try {
            Path folder = Files.createTempDirectory("jaunt-net-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            socket.bind(UnixDomainSocketAddress.of(Bridge.socket(folder)));
            // Whoever sees the folder may connect: that is one sandbox, and this user.
            Files.setPosixFilePermissions(
                    Bridge.socket(folder), PosixFilePermissions.fromString("rw-rw-rw-"));
            Outbound outbound = new Outbound(folder, socket, allowed);
            Thread.ofVirtual().name("outbound").start(outbound::accept);
            return outbound;
        } catch (IOException e) {
            throw new UncheckedIOException("opening a way out of the sandbox", e);
        }
    }

    Path folder() {
        return folder;
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel inside = socket.accept();
                if (open.size() < MAX_OPEN) {
                    open.add(inside);
                    Thread.ofVirtual().name("outbound-connection").start(() -> serve(inside));
                } else {
                    inside.close();
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel inside) {
        try (inside) {
            Optional<ProxyRequest> request = ProxyRequest.read(inside);
            if (request.isEmpty()) {
                say(inside, "400 Bad Request", "this is no request to a proxy");
                return;
            }
            serve(inside, request.get());
        } catch (IOException e) {
            // One of the ends is gone.
        } finally {
            open.remove(inside);
        }
    }

    private void serve(SocketChannel inside, ProxyRequest request) throws IOException {
        List<InetAddress> addresses;
        try {
            addresses = Stream.of(InetAddress.getAllByName(request.host())).toList();
        } catch (IOException e) {
            say(inside, "502 Bad Gateway", request.host() + " is not known");
            return;
        }
        Optional<InetAddress> address = addresses.stream().filter(allowed).findFirst();
        if (address.isEmpty()) {
            say(
                    inside,
                    "403 Forbidden",
                    request.host()
                            + " has no public address, and others can't be reached from here");
            return;
        }
        try (SocketChannel outside = SocketChannel.open()) {
            open.add(outside);
            try {
                outside.socket()
                        .connect(
                                new InetSocketAddress(address.get(), request.port()),
                                CONNECT_MILLIS);
            } catch (IOException e) {
                say(inside, "502 Bad Gateway", request.host() + " can't be reached");
                return;
            }
            if (request.isTunnel()) {
                write(
                        inside,
                        "HTTP/1.1 200 Connection established\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            write(outside, request.first().getBytes(StandardCharsets.ISO_8859_1));
            Tunnel.between(inside, outside);
        } finally {
            open.removeIf(channel -> !channel.isOpen());
        }
    }

    private static void say(SocketChannel to, String status, String why) throws IOException {
        byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
        write(
                to,
                "HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(status, body.length)
                        .getBytes(StandardCharsets.US_ASCII));
        write(to, body);
    }

    private static void write(SocketChannel to, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the way out of the sandbox", e);
        } finally {
            // A host that says nothing would keep its connection for ever.
            open.forEach(Tunnel::closeQuietly);
            ExecutionFolder.delete(folder);
        }
    }
}
