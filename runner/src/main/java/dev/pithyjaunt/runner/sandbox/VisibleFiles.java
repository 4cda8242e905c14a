package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.git.process.Environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What of this machine commands in a sandbox see, besides their own place: programs and what these
/// need, never a home folder or `/etc` as a whole.
///
/// @param folders read-only, at the path they have outside
/// @param path the PATH on which programs are found
/// @param environment variables that say where tools are
record VisibleFiles(List<Path> folders, String path, Map<String, String> environment) {

    private static final List<String> SYSTEM =
            List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix/store");

    /// What of `/etc` programs read to find libraries, authorities and their own defaults.
    private static final List<String> ETC =
            List.of(
                    "alternatives",
                    "ca-certificates",
                    "debian_version",
                    "fonts",
                    "gradle",
                    "ld.so.cache",
                    "ld.so.conf",
                    "ld.so.conf.d",
                    "localtime",
                    "lsb-release",
                    "maven",
                    "mime.types",
                    "os-release",
                    "perl",
                    "pki",
                    "protocols",
                    "services",
                    "ssl",
                    "timezone");

    /// Where people keep tools below their home folder, and the variable that says so. Only these
    /// are seen: keys and settings lie beside them.
    private static final Map<String, String> HOME_TOOLS =
            Stream.of(
                            ".pyenv PYENV_ROOT",
                            ".rbenv RBENV_ROOT",
                            ".nodenv NODENV_ROOT",
                            ".nvm/versions -",
                            ".volta VOLTA_HOME",
                            ".sdkman/candidates -",
                            ".jdks -",
                            ".rustup RUSTUP_HOME",
                            ".cargo/bin -",
                            ".dotnet DOTNET_ROOT",
                            ".bun/bin -",
                            ".deno/bin -",
                            ".local/bin -",
                            ".local/pipx -",
                            ".local/share/mise/installs -",
                            "go/bin -")
                    .map(line -> line.split(" ", 2))
                    .collect(
                            Collectors.toMap(
                                    words -> words[0],
                                    words -> words[1],
                                    (a, _) -> a,
                                    LinkedHashMap::new));

    /// Variables that name a file with the authorities that a company trusts.
    private static final Set<String> AUTHORITIES =
            Set.of(
                    "CURL_CA_BUNDLE",
                    "GIT_SSL_CAINFO",
                    "NODE_EXTRA_CA_CERTS",
                    "PIP_CERT",
                    "REQUESTS_CA_BUNDLE",
                    "SSL_CERT_FILE");

    VisibleFiles {
        folders = List.copyOf(folders);
        environment = Map.copyOf(environment);
    }

    /// Of the user who runs this program.
    static VisibleFiles ofThisUser() {
        Map<String, String> own = Environment.basicAnd(Environment.TOOLS);
        Path home = Path.of(System.getProperty("user.home"));
        Set<Path> folders = new LinkedHashSet<>();
        Map<String, String> environment = new LinkedHashMap<>();
        HOME_TOOLS.forEach((folder, variable) -> {
            Path there = home.resolve(folder);
            if (Files.isDirectory(there)) {
                folders.add(there);
                if (!variable.equals("-")) {
                    environment.put(variable, there.toString());
                }
            }
        });
        for (String name : List.of("JAVA_HOME", "java.home")) {
            String java = own.getOrDefault(name, System.getProperty(name));
            if (java != null && isJdk(Path.of(java), home)) {
                folders.add(Path.of(java));
            }
        }
        for (String name : Environment.TOOLS) {
            String value = own.get(name);
            if (value != null) {
                environment.put(name, value);
                if (isOwnAuthority(name, Path.of(value))) {
                    folders.add(Path.of(value));
                }
            }
        }
        return new VisibleFiles(
                List.copyOf(folders), path(own.getOrDefault("PATH", ""), folders), environment);
    }

    /// Whether a folder is a JDK to be shown: nothing that holds the home folder too, as a variable
    /// with a wrong value could name.
    private static boolean isJdk(Path folder, Path home) {
        return !isOfTheSystem(folder)
                && !home.startsWith(folder)
                && Files.isExecutable(folder.resolve("bin/java"));
    }

    /// Whether a variable names a file with authorities that lies somewhere else than the system's.
    private static boolean isOwnAuthority(String name, Path file) {
        return AUTHORITIES.contains(name)
                && !isOfTheSystem(file)
                && !file.startsWith("/etc/ssl")
                && !file.startsWith("/etc/pki")
                && Files.isRegularFile(file);
    }

    /// The folders of a PATH that are seen.
    private static String path(String own, Set<Path> folders) {
        return Stream.of(own.split(":", -1))
                .filter(entry -> entry.startsWith("/"))
                .distinct()
                .filter(entry ->
                        isOfTheSystem(Path.of(entry))
                                || folders.stream().anyMatch(Path.of(entry)::startsWith))
                .collect(Collectors.joining(":"));
    }

    private static boolean isOfTheSystem(Path path) {
        return path.startsWith("/usr") || SYSTEM.stream().anyMatch(path::startsWith);
    }

    /// The words that show the system's own folders, and an `/etc` made of some of its parts.
    ///
    /// @param etc a folder with the files that are made for the sandbox
    List<String> systemWords(Path etc) {
        List<String> words = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : SYSTEM) {
            Path folder = Path.of(name);
            if (Files.isSymbolicLink(folder)) {
                words.addAll(List.of("--symlink", linkTarget(folder), name));
            } else if (Files.isDirectory(folder)) {
                words.addAll(List.of("--ro-bind", name, name));
            }
        }
        words.addAll(List.of("--tmpfs", "/etc"));
        for (String name : ETC) {
            words.addAll(List.of("--ro-bind-try", "/etc/" + name, "/etc/" + name));
        }
        for (Path java : javaSettings()) {
            words.addAll(List.of("--ro-bind-try", java.toString(), java.toString()));
        }
        for (String name : List.of("passwd", "group", "hosts", "nsswitch.conf")) {
            words.addAll(List.of("--ro-bind", etc.resolve(name).toString(), "/etc/" + name));
        }
        words.addAll(List.of("--remount-ro", "/etc"));
        return words;
    }

    /// Debian's JDKs have their settings in `/etc`.
    private static List<Path> javaSettings() {
        try (Stream<Path> files = Files.list(Path.of("/etc"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("java")).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + link, e);
        }
    }

    /// Writes the files that are made for the sandbox.
    static void writeEtc(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("passwd"),
                    """
                    root:x:0:0:root:/root:/bin/sh
                    check:x:1000:1000:check:/home/check:/bin/sh
                    nobody:x:65534:65534:nobody:/:/bin/false
                    """);
            Files.writeString(
                    folder.resolve("group"), "root:x:0:\ncheck:x:1000:\nnogroup:x:65534:\n");
            Files.writeString(
                    folder.resolve("hosts"), "127.0.0.1 localhost sandbox\n::1 localhost\n");
            Files.writeString(
                    folder.resolve("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files\n");
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + folder, e);
        }
    }
}
