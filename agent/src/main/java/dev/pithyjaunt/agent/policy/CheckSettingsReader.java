package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.path.RepositoryPath;
import dev.pithyjaunt.agent.policy.CheckSettings.Command;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the headings `setup` and `checks` of a repository's settings.
///
/// ```yaml
/// setup: [COMMAND, ...]
/// # or
/// setup:
///   run: [COMMAND, ...]
///   network: BOOLEAN
/// checks: [COMMAND, ...]
/// ```
///
/// A COMMAND is a text, or a map of `run`, and perhaps `folder`, `seconds` and, of a check, `name`.
final class CheckSettingsReader {

    private static final int MAX_COMMANDS = 20;
    private static final int MAX_LINE = 1_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_SECONDS = 3_600;

    private static final Set<String> SET_UP = Set.of("network", "run");
    private static final Kind OF_SET_UP = new Kind("command", Set.of("folder", "run", "seconds"));
    private static final Kind CHECK = new Kind("check", Set.of("folder", "name", "run", "seconds"));

    /// What the commands of a list are called, and may say.
    private record Kind(String title, Set<String> known) {}

    private CheckSettingsReader() {}

    /// @throws MalformedSettingsException when a heading holds what it can't
    static CheckSettings read(SettingsMap settings) {
        boolean isList = settings.below("setup") instanceof List<?>;
        SettingsMap setUp = isList ? settings : setUp(settings);
        return new CheckSettings(
                commands(setUp, isList ? "setup" : "run", OF_SET_UP),
                isList || setUp.flag("network", true),
                commands(settings, "checks", CHECK));
    }

    private static SettingsMap setUp(SettingsMap settings) {
        if (settings.has("setup") && !(settings.below("setup") instanceof Map<?, ?>)) {
            throw settings.malformed(
                    "setup",
                    "must be a list of commands, or a map of " + SettingsMap.inOrder(SET_UP));
        }
        return settings.heading("setup", SET_UP);
    }

    private static @Nullable List<Command> commands(SettingsMap settings, String key, Kind kind) {
        Object value = settings.below(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list)) {
            throw settings.malformed(key, "must be a list of commands");
        }
        if (list.size() > MAX_COMMANDS) {
            throw settings.malformed(
                    key,
                    "has %d commands, and at most %d are taken"
                            .formatted(list.size(), MAX_COMMANDS));
        }
        List<Command> commands = new ArrayList<>();
        for (Object one : list) {
            String place = "%s, %s %d,".formatted(key, kind.title, commands.size() + 1);
            commands.add(command(settings, place, one, kind));
        }
        return commands;
    }

    private static Command command(
            SettingsMap settings, String place, @Nullable Object value, Kind kind) {
        if (value instanceof String line) {
            return new Command(line(settings, place, line), "", null, null);
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw settings.malformed(
                    place, "must be a text, or a map of " + SettingsMap.inOrder(kind.known));
        }
        SettingsMap command =
                new SettingsMap(settings.file(), settings.prefix() + place + " ", map)
                        .of(kind.known);
        return new Command(
                line(command, "run", command.value("run")),
                folder(command),
                command.has("name") ? name(command) : null,
                command.has("seconds") ? command.number("seconds", MAX_SECONDS) : null);
    }

    private static String line(SettingsMap settings, String key, @Nullable Object value) {
        if (value instanceof String line && isLine(line, MAX_LINE)) {
            return line;
        }
        throw settings.malformed(
                key,
                "must be one line of 1 to %,d characters, without control characters"
                        .formatted(MAX_LINE));
    }

    private static String name(SettingsMap command) {
        if (command.value("name") instanceof String name && isLine(name, MAX_NAME)) {
            return name;
        }
        throw command.malformed(
                "name",
                "must be a text of 1 to %d characters, without control characters"
                        .formatted(MAX_NAME));
    }

    private static boolean isLine(String text, int most) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= most
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
    }

    private static String folder(SettingsMap command) {
        if (!command.has("folder")) {
            return "";
        }
        if (!(command.value("folder") instanceof String folder)) {
            throw command.malformed("folder", "must be the path of a folder of the repository");
        }
        if (!folder.isEmpty()) {
            RepositoryPath.broken(folder)
                    .ifPresent(rule -> {
                        throw command.malformed(
                                "folder",
                                "is \"%s\": %s".formatted(Reason.shown(folder), rule.sentence()));
                    });
        }
        return folder;
    }
}
