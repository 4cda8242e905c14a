package dev.pithyjaunt.runner.generate;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;

/// Loads on a thread of its own what the first call of a model needs, while the others wait for
/// git: the JDK's client reads all certificates that this machine trusts before it connects.
final class HeadStart {

    private HeadStart() {}

    static void begin() {
        Thread.ofPlatform().daemon().name("head-start").start(HeadStart::load);
    }

    private static void load() {
        try {
            HttpClient.newHttpClient().close();
        } catch (UncheckedIOException e) {
            // The call will run into the same, and says so.
        }
    }
}
