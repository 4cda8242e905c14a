package dev.pithyjaunt.runner.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The only way out of a sandbox: a port on its own loopback that leads to [Outbound]. This class
/// is a program of its own, which starts the command when the port is open and ends with it; it
/// uses nothing but the JDK.
final class Bridge {

    /// Where the sandbox finds the socket, and this class.
    static final String FOLDER = "/bridge";

    static final String CODE = "/bridge-code";
    private static final int PORT = 3128;
    private static final String SOCKET = "outbound";

    private Bridge() {}

    /// The folder or jar that holds this class.
    static Path code() {
        try {
            return Path.of(
                    Bridge.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this program does not know where it is", e);
        }
    }

    /// The socket in a folder.
    static Path socket(Path folder) {
        return folder.resolve(SOCKET);
    }

    /// The words that start a program with the port open.
    static List<String> before(List<String> program) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                CODE,
                                Bridge.class.getName()));
        words.addAll(program);
        return words;
    }

    /// What tells programs of the port: each family of tools has its own way.
    ///
    /// @param own variables that are set anyway
    static Map<String, String> environment(Map<String, String> own) {
        String url = "http://127.0.0.1:" + PORT;
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "HTTP_PROXY",
                        "HTTPS_PROXY",
                        "http_proxy",
                        "https_proxy",
                        "YARN_HTTP_PROXY",
                        "YARN_HTTPS_PROXY")) {
            environment.put(name, url);
        }
        environment.put("NO_PROXY", "localhost,127.0.0.1");
        environment.put("no_proxy", "localhost,127.0.0.1");
        String java =
                "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=%1$d -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=%1$d -Daether.connector.http.useSystemProperties=true"
                        .formatted(PORT);
        for (String name : List.of("MAVEN_OPTS", "GRADLE_OPTS")) {
            environment.put(name, (own.getOrDefault(name, "") + " " + java).strip());
        }
        return environment;
    }

    /// @param program to run, and its words
    public static void main(String[] program) throws IOException, InterruptedException {
        ServerSocketChannel port = ServerSocketChannel.open();
        port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
        Thread.ofPlatform().daemon().name("accept").start(() -> accept(port));
        Process command = new ProcessBuilder(Arrays.asList(program)).inheritIO().start();
        System.exit(command.waitFor());
    }

    private static void accept(ServerSocketChannel port) {
        while (true) {
            try {
                SocketChannel inside = port.accept();
                Thread.ofVirtual().name("connect").start(() -> connect(inside));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void connect(SocketChannel inside) {
        try (inside;
                SocketChannel outside = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            outside.connect(UnixDomainSocketAddress.of(socket(Path.of(FOLDER))));
            Tunnel.between(inside, outside);
        } catch (IOException e) {
            // The program that wanted to connect sees its connection closed.
        }
    }
}
