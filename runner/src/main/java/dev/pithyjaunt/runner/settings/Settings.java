package dev.pithyjaunt.runner.settings;

import dev.pithyjaunt.agent.model.ConfiguredModels;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.catalog.ModelCatalog;
import dev.pithyjaunt.protocol.catalog.ModelSettingNames;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Settings by name, from the environment and, where that has none, from `.env` beside the
/// launcher. `toString` tells names only.
public final class Settings {

    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)");

    /// Characters of a secret: `ollama` is a key to some, and a word to all.
    private static final int MIN_TELLING = 16;

    private static final int MAX_LINE_BYTES = 1 << 20;

    private final Map<String, String> values;

    public Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /// Those of this process: its environment, and `.env` in the folder that `jaunt.root` names.
    ///
    /// @throws IllegalArgumentException when `.env` has a line that is no setting; the line is not
    ///   shown
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
                        .forEach((DotenvEntry entry) -> putUnlessBlank(values, entry));
            } catch (DotenvException e) {
                throw new IllegalArgumentException(
                        root + "/.env has a line that is not NAME=VALUE", e);
            }
        }
        System.getenv()
                .forEach((name, value) -> putUnlessBlank(values, new DotenvEntry(name, value)));
        return new Settings(values);
    }

    private static void putUnlessBlank(Map<String, String> values, DotenvEntry entry) {
        if (!entry.getValue().isBlank()) {
            values.put(entry.getKey(), entry.getValue());
        }
    }

    /// Those that a parent wrote to the standard input: one JSON object.
    public static Settings fromStandardInput() {
        try {
            return handed(System.in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading settings from standard input", e);
        }
    }

    /// Those on the first line of a stream, which is read no further.
    ///
    /// @throws IllegalArgumentException when there is no such line
    public static Settings fromFirstLine(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0 || line.size() == MAX_LINE_BYTES) {
                    throw new IllegalArgumentException(
                            "standard input does not begin with a line of settings");
                }
                line.write(b);
            }
            return handed(line.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("reading settings from standard input", e);
        }
    }

    private static Settings handed(byte[] json) {
        try {
            return new Settings(
                    Json.read(new String(json, StandardCharsets.UTF_8), Handed.class).settings());
        } catch (MalformedJsonException _) {
            // Its message may show a part of a setting.
            throw new IllegalArgumentException(
                    "standard input holds no {\"settings\": {NAME: VALUE}}");
        }
    }

    public Map<String, String> values() {
        return values;
    }

    /// Whether they say which model to ask.
    public boolean nameAModel() {
        return values.containsKey("OPENAI_API_KEY")
                || values.containsKey("OPENAI_BASE_URL")
                || values.containsKey("ANTHROPIC_API_KEY")
                || values.containsKey("MODEL_PROVIDER");
    }

    /// The models that they name.
    ///
    /// @param provider instead of MODEL_PROVIDER
    /// @param name instead of MODEL_NAME
    /// @throws IllegalArgumentException when something is missing or wrong; it says what to set
    public ConfiguredModels models(
            @Nullable String provider, @Nullable String name, Duration callLimit) {
        return ConfiguredModels.from(values, catalog(), provider, name, callLimit);
    }

    /// What is known of models: the standard catalog, and the file that JAUNT_MODELS names.
    ///
    /// @throws IllegalArgumentException when that file can't be read
    public ModelCatalog catalog() {
        String file = values.get(ModelSettingNames.CATALOG_FILE);
        if (file == null) {
            return ModelCatalog.standard();
        }
        try {
            return ModelCatalog.standard().with(Path.of(file));
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "JAUNT_MODELS: %s: there is no such file, or it can't be read".formatted(file),
                    e);
        } catch (MalformedJsonException | InvalidPathException e) {
            throw new IllegalArgumentException("JAUNT_MODELS: " + e.getMessage(), e);
        }
    }

    /// The model's settings, as a child reads them from its standard input.
    public byte[] forGenerate() {
        return Json.line(new Handed(ofTheModel())).getBytes(StandardCharsets.UTF_8);
    }

    /// Those that say which model to ask, and how. A path is made absolute: who gets them may work
    /// in another folder.
    public Map<String, String> ofTheModel() {
        Map<String, String> model = new LinkedHashMap<>(values);
        model.keySet().retainAll(ModelSettingNames.ALL);
        model.computeIfPresent(
                ModelSettingNames.CATALOG_FILE,
                (_, file) -> Path.of(file).toAbsolutePath().toString());
        return model;
    }

    /// The GitHub that repositories are at.
    public String gitHubUrl() {
        return values.getOrDefault("GITHUB_SERVER_URL", "https://github.com");
    }

    /// With what branches are pushed there, and pull requests opened.
    public Optional<String> gitHubToken() {
        return Optional.ofNullable(values.get("GITHUB_TOKEN"));
    }

    /// What the phase that publishes may know, as a child reads it from its standard input.
    public byte[] forPublish() {
        Map<String, String> forge = new LinkedHashMap<>(values);
        forge.keySet().retainAll(List.of("GITHUB_SERVER_URL", "GITHUB_TOKEN"));
        return Json.line(new Handed(forge)).getBytes(StandardCharsets.UTF_8);
    }

    /// What events are signed with; absent when this program is to send none.
    public Optional<String> eventSecret() {
        return Optional.ofNullable(values.get("PITHY_JAUNT_EVENT_SECRET"));
    }

    /// The same with another secret to sign events with.
    public Settings withEventSecret(String secret) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put("PITHY_JAUNT_EVENT_SECRET", secret);
        return new Settings(more);
    }

    /// Masks every value whose name says that it is a secret.
    public Redactor redactor() {
        return new Redactor(secrets());
    }

    public boolean holdSecrets() {
        return !secrets().isEmpty();
    }

    /// Whether a text holds the value of a secret, of those that are too long to be in it by
    /// chance.
    public boolean haveSecretIn(String text) {
        return secrets().stream()
                .anyMatch(secret -> secret.length() >= MIN_TELLING && text.contains(secret));
    }

    /// Of one that is written with its kind before it, the rest is as secret as the whole.
    private List<String> secrets() {
        return values.entrySet().stream()
                .filter(entry -> SECRET_NAME.matcher(entry.getKey()).matches())
                .map(Map.Entry::getValue)
                .flatMap(value -> Stream.of(value, value.replaceFirst("^whsec_", "")))
                .toList();
    }

    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }

    /// The form on a child's standard input: `{"settings": {"NAME": "value"}}`.
    private record Handed(Map<String, String> settings) {}
}
