package dev.pithyjaunt.git.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start a jar as a child, on the Java that runs this program.
public final class JavaProgram {

    /// Children live for seconds or minutes: a quick start and little memory beat the best code. A
    /// heap that begins small is not all touched. Without the empty setting Java tells no password
    /// to a proxy that tunnels.
    private static final List<String> JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xms64m",
                    "-XX:+UseCompactObjectHeaders",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djdk.http.auth.tunneling.disabledSchemes=");

    /// A cache that lies at the address it was made for is read page by page; at another one the
    /// whole of it would be rewritten first.
    private static final List<String> WITH_CACHE =
            List.of(
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0",
                    "-Xlog:aot*=off",
                    "-Xlog:cds*=off");

    private JavaProgram() {}

    /// The words that start the jar; its arguments follow. Classes come from the cache that the
    /// launcher made beside it (`x.aot` beside `x.jar`), where there is one; one that no longer
    /// fits is passed over by the JVM.
    public static List<String> words(Path jar) {
        Path absolute = jar.toAbsolutePath();
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM);
        Path cache = Path.of(absolute.toString().replaceFirst("\\.jar$", ".aot"));
        if (Files.isRegularFile(cache)) {
            words.add("-XX:AOTCache=" + cache);
            words.addAll(WITH_CACHE);
        }
        words.addAll(List.of("-jar", absolute.toString()));
        return words;
    }
}
