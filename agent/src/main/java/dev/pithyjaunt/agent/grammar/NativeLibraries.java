package dev.pithyjaunt.agent.grammar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Brings native libraries out of their jars to where the system can load them: a folder of a
/// random name that only this user may enter, removed as soon as they are loaded. So two processes
/// never share a file, nobody else can put one in its place, and a process that is killed leaves
/// none behind, as the library's own way (a file until the JVM's orderly end) would.
final class NativeLibraries {

    /// Where tree-sitter looks for its libraries before it unpacks them itself.
    private static final String FOLDER_PROPERTY = "tree-sitter-lib";

    private NativeLibraries() {}

    /// Loads a class while its library and tree-sitter's own lie where such classes look for them.
    ///
    /// @throws IOException when there is nowhere to put them
    static synchronized <T> T with(String library, Loading<T> loading)
            throws IOException, ReflectiveOperationException {
        Path folder = Files.createTempDirectory("pithy-jaunt-grammar-");
        List<Path> files =
                List.of(folder.resolve(fileName("tree-sitter")), folder.resolve(fileName(library)));
        try {
            Files.createDirectory(folder.resolve("lib"));
            for (Path file : files) {
                unpack(folder.relativize(file).toString(), file);
            }
            System.setProperty(FOLDER_PROPERTY, folder.toString());
            return loading.load();
        } finally {
            System.clearProperty(FOLDER_PROPERTY);
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder.resolve("lib"));
            Files.deleteIfExists(folder);
        }
    }

    private static void unpack(String resource, Path file) throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("there is no %s for this system".formatted(resource));
            }
            Files.copy(in, file);
        }
    }

    /// Inside a jar, as tree-sitter makes it of the system's and the processor's name.
    private static String fileName(String library) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
        String pattern =
                system.contains("mac") ? "lib/%s-macos-%s.dylib" : "lib/%s-linux-gnu-%s.so";
        return pattern.formatted(processor, library);
    }

    /// What loads the class.
    @FunctionalInterface
    interface Loading<T> {
        T load() throws ReflectiveOperationException;
    }
}
