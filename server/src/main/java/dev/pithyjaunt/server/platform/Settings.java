package dev.pithyjaunt.server.platform;

import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.catalog.ModelCatalog;
import dev.pithyjaunt.protocol.catalog.ModelSettingNames;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
/// @param eventsOfRepository a second, of all executions of a repository together
///   (`JAUNT_EVENTS_OF_REPOSITORY_PER_SECOND`); 0: no limit
/// @param runner what local executions need
/// @param checks how the checks of repositories are run
/// @param budgets what executions may take
/// @param gitHub where repositories on GitHub are, and how it is asked
/// @param catalog what is known of models: the standard catalog and the file that `JAUNT_MODELS`
///   names, as it was at the start
/// @param queue how many executions run at once everywhere, and how many may wait
/// @param security what keeps strangers out, and secrets secret
/// @param mail absent: nothing is mailed
/// @param webhookSecretPrevious the master before, with whose secrets runs may still sign
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
        int eventsOfRepository,
        Runner runner,
        Checks checks,
        Budgets budgets,
        GitHubSettings gitHub,
        ModelCatalog catalog,
        QueueLimits queue,
        SecuritySettings security,
        @Nullable MailSettings mail,
        @Nullable String webhookSecretPrevious) {

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
        SettingValues of = new SettingValues(values);
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
                of.number("JAUNT_EVENTS_OF_REPOSITORY_PER_SECOND", 0, 1_000_000, 400),
                Runner.of(of),
                Checks.of(of),
                Budgets.of(of),
                GitHubSettings.of(of),
                of.path(ModelSettingNames.CATALOG_FILE)
                        .map(Settings::catalog)
                        .orElse(ModelCatalog.standard()),
                QueueLimits.of(of),
                SecuritySettings.of(of),
                MailSettings.of(of).orElse(null),
                of.text("GITHUB_WEBHOOK_SECRET_PREVIOUS").orElse(null));
    }

    private static ModelCatalog catalog(Path file) {
        try {
            ModelCatalog catalog = ModelCatalog.standard().with(file);
            // A model that makes no sense is found when it is looked at.
            catalog.models();
            return catalog;
        } catch (MalformedJsonException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ModelSettingNames.CATALOG_FILE + ": " + oneLine(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(
                    ModelSettingNames.CATALOG_FILE + ": " + file + " can't be read", e);
        }
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ");
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
    /// @param modelCallSeconds of one call of the model (`JAUNT_MODEL_SECONDS`)
    /// @param attempts asks of the model, at most (`JAUNT_ATTEMPTS`)
    /// @param model the settings of the model by name, as far as they are set; some are secret
    public record Runner(
            @Nullable Path jar,
            Duration timeLimit,
            int modelCallSeconds,
            int attempts,
            Map<String, String> model) {

        public Runner {
            model = Map.copyOf(model);
        }

        private static Runner of(SettingValues values) {
            Map<String, String> model = new LinkedHashMap<>();
            ModelSettingNames.ALL.forEach(
                    name -> values.text(name).ifPresent(value -> model.put(name, value)));
            // A phase program has another folder of its own.
            values.path(ModelSettingNames.CATALOG_FILE)
                    .ifPresent(file -> model.put(ModelSettingNames.CATALOG_FILE, file.toString()));
            return new Runner(
                    values.path("JAUNT_RUNNER_JAR")
                            .or(() ->
                                    Optional.ofNullable(System.getProperty("jaunt.root"))
                                            .map(root -> Path.of(root, "runner/target/jaunt.jar")))
                            .orElse(null),
                    Duration.ofSeconds(values.number("JAUNT_EXECUTION_SECONDS", 1, 86_400, 600)),
                    values.number(
                            "JAUNT_MODEL_SECONDS", 1, 86_400, Limits.STANDARD_MODEL_CALL_SECONDS),
                    values.number("JAUNT_ATTEMPTS", 1, 20, Limits.STANDARD_ATTEMPTS),
                    model);
        }

        /// The built `jaunt`, which is there.
        ///
        /// @throws IllegalStateException when it is not, with what to set
        public Path program() {
            if (jar == null || !Files.isRegularFile(jar)) {
                throw new IllegalStateException(
                        "the runner's program %s: set JAUNT_RUNNER_JAR"
                                .formatted(jar == null ? "is not known" : jar + " is missing"));
            }
            return jar;
        }

        /// Tells names only.
        @Override
        public String toString() {
            return "Runner[%s, %s, %s]".formatted(jar, timeLimit, model.keySet());
        }
    }
}
