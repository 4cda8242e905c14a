package dev.pithyjaunt.server.platform;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a deployment decides, by the names of its environment and of `.env` beside the launcher.
/// Blank means absent.
///
/// @param dataDirectory where the embedded database and generated secrets are (`JAUNT_DATA_DIR`)
/// @param databaseUrl a PostgreSQL database; absent: SQLite in the data directory
/// @param appUrl how people reach the server, without a slash at the end; absent: host and port
/// @param port 0 takes any free one
/// @param webhookSecret master of the event secrets; absent: generated and kept in the data
///   directory
/// @param maxRunning local executions at once
/// @param localRoot folder below which local repositories may be connected; absent: none may
/// @param hosts lower-case names of hosts, with a port where it is not the usual one, whose
///   repositories may be connected
/// @param hubSignatures whether an event may be signed in GitHub's form, which has no time in it
/// @param runner what local executions need
public record Settings(
        Path dataDirectory,
        @Nullable String databaseUrl,
        @Nullable URI appUrl,
        String host,
        int port,
        @Nullable String webhookSecret,
        int logRetentionDays,
        boolean executionEnabled,
        int maxRunning,
        @Nullable Path localRoot,
        List<String> hosts,
        boolean hubSignatures,
        Runner runner) {

    public Settings {
        hosts = List.copyOf(hosts);
    }

    /// Those of this process: its environment, and `.env` in the folder that `jaunt.root` names.
    ///
    /// @throws IllegalArgumentException when a value is not what its name needs
    public static Settings ofThisProcess() {
        Map<String, String> values = new LinkedHashMap<>();
        String root = System.getProperty("jaunt.root");
        if (root != null) {
            try {
                Dotenv.configure()
                        .directory(root)
                        .ignoreIfMissing()
                        .load()
                        .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                        .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
            } catch (DotenvException e) {
                throw new IllegalArgumentException(
                        root + "/.env has a line that is not NAME=VALUE", e);
            }
        }
        System.getenv()
                .forEach((name, value) -> {
                    if (!value.isBlank()) {
                        values.put(name, value);
                    }
                });
        return of(values);
    }

    /// Those that a map gives.
    ///
    /// @throws IllegalArgumentException when a value is not what its name needs
    public static Settings of(Map<String, String> values) {
        Values of = new Values(values);
        return new Settings(
                of.path("JAUNT_DATA_DIR")
                        .orElse(
                                Path.of(
                                        System.getProperty("user.home"),
                                        ".local/state/pithy-jaunt/server")),
                of.text("DATABASE_URL").orElse(null),
                of.text("APP_URL").map(Settings::appUrl).orElse(null),
                of.text("HOST").orElse("127.0.0.1"),
                of.number("PORT", 0, 65_535, 8080),
                of.text("GITHUB_WEBHOOK_SECRET").orElse(null),
                of.number("LOG_RETENTION_DAYS", 1, 36_500, 7),
                of.flag("EXECUTION_ENABLED", true),
                of.number("JAUNT_MAX_RUNNING", 1, 1_000, 2),
                of.path("JAUNT_LOCAL_ROOT").orElse(null),
                of.words("JAUNT_HOSTS").orElse(List.of("github.com")),
                of.flag("JAUNT_HUB_SIGNATURES", true),
                Runner.of(of));
    }

    private static URI appUrl(String text) {
        URI url = URI.create(text.replaceFirst("/+$", ""));
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException(
                    "APP_URL \"%s\": expected an address such as https://jaunt.example.org"
                            .formatted(text));
        }
        return url;
    }

    /// Whether people reach it by https, so that cookies can be kept off http.
    public boolean isSecure() {
        return appUrl != null && "https".equals(appUrl.getScheme());
    }

    /// Tells no secret and no address that may hold one.
    @Override
    public String toString() {
        return "Settings[data directory %s, %s, %s:%d]"
                .formatted(
                        dataDirectory, databaseUrl == null ? "SQLite" : "PostgreSQL", host, port);
    }

    /// What the server hands to the phase programs that it starts itself.
    ///
    /// @param jar the built `jaunt` (`JAUNT_RUNNER_JAR`); absent: nobody said where the project is
    /// @param timeLimit of a whole execution (`JAUNT_EXECUTION_SECONDS`)
    /// @param model the settings of the model by name, as far as they are set; some are secret
    public record Runner(@Nullable Path jar, Duration timeLimit, Map<String, String> model) {

        private static final List<String> OF_THE_MODEL =
                List.of(
                        "OPENAI_API_KEY",
                        "OPENAI_BASE_URL",
                        "OLLAMA_BASE_URL",
                        "OLLAMA_API_KEY",
                        "MODEL_PROVIDER",
                        "MODEL_NAME");

        public Runner {
            model = Map.copyOf(model);
        }

        private static Runner of(Values values) {
            Map<String, String> model = new LinkedHashMap<>();
            OF_THE_MODEL.forEach(
                    name -> values.text(name).ifPresent(value -> model.put(name, value)));
            return new Runner(
                    values.path("JAUNT_RUNNER_JAR")
                            .or(() ->
                                    Optional.ofNullable(System.getProperty("jaunt.root"))
                                            .map(root -> Path.of(root, "runner/target/jaunt.jar")))
                            .orElse(null),
                    Duration.ofSeconds(values.number("JAUNT_EXECUTION_SECONDS", 1, 86_400, 600)),
                    model);
        }

        /// Tells names only.
        @Override
        public String toString() {
            return "Runner[%s, %s, %s]".formatted(jar, timeLimit, model.keySet());
        }
    }

    /// Values by name, read as what they should be.
    private record Values(Map<String, String> all) {

        Optional<String> text(String name) {
            return Optional.ofNullable(all.get(name)).map(String::strip).filter(s -> !s.isEmpty());
        }

        Optional<Path> path(String name) {
            return text(name).map(Path::of).map(path -> path.toAbsolutePath().normalize());
        }

        Optional<List<String>> words(String name) {
            return text(name)
                    .map(text -> text.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                    .map(Arrays::asList);
        }

        int number(String name, int min, int max, int otherwise) {
            Optional<String> text = text(name);
            if (text.isEmpty()) {
                return otherwise;
            }
            try {
                int number = Integer.parseInt(text.get());
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw new IllegalArgumentException(
                    "%s \"%s\": expected a number from %d to %d"
                            .formatted(name, text.get(), min, max));
        }

        boolean flag(String name, boolean otherwise) {
            return switch (text(name).orElse("").toLowerCase(Locale.ROOT)) {
                case "" -> otherwise;
                case "true", "yes", "on", "1" -> true;
                case "false", "no", "off", "0" -> false;
                case String other ->
                        throw new IllegalArgumentException(
                                "%s \"%s\": expected true or false".formatted(name, other));
            };
        }
    }
}
