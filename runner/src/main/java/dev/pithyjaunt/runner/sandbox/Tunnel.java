package dev.pithyjaunt.runner.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Two connections joined: what one end says, the other one hears.
final class Tunnel {

    private static final int BUFFER_BYTES = 64 << 10;

    private Tunnel() {}

    /// Returns when both ends have said all.
    static void between(SocketChannel one, SocketChannel other) {
        Thread back = Thread.ofVirtual().name("tunnel-back").start(() -> copy(other, one));
        copy(one, other);
        boolean interrupted = false;
        while (true) {
            try {
                back.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                closeBoth(one, other);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeBoth(from, to);
        }
    }

    /// The other direction ends by it.
    private static void closeBoth(SocketChannel one, SocketChannel other) {
        closeQuietly(one);
        closeQuietly(other);
    }

    static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It was not going to be used any more.
        }
    }
}
