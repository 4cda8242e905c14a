package dev.pithyjaunt.testkit.workflow;

import dev.pithyjaunt.testkit.workflow.RunResult.CommandLine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds workflow commands in the lines of one step and acts on them, as
/// [ActionCommandManager](https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs)
/// does. The older form, `##[name]text`, still acts wherever it stands in a line.
final class CommandReader {

    private static final Set<String> NAMES =
            Set.of(
                    "add-mask",
                    "add-matcher",
                    "add-path",
                    "debug",
                    "echo",
                    "endgroup",
                    "error",
                    "group",
                    "internal-set-repo-path",
                    "notice",
                    "remove-matcher",
                    "save-state",
                    "set-env",
                    "set-output",
                    "stop-commands",
                    "warning");

    private static final Pattern NEW =
            Pattern.compile("\\s*::([^\\s:]+)(?:\\s+(.*?))?::(.*)", Pattern.DOTALL);
    private static final Pattern OLD =
            Pattern.compile(".*?##\\[([^\\s\\]]+)(?:\\s+([^\\]]*))?\\](.*)", Pattern.DOTALL);

    private final Masks masks;
    private final List<CommandLine> found = new ArrayList<>();
    private Optional<String> stoppedBy = Optional.empty();
    private boolean failed;

    CommandReader(Masks masks) {
        this.masks = masks;
    }

    /// @return what the log shows for the line
    String line(String line) {
        if (stoppedBy.isPresent()) {
            if (line.strip().equals("::" + stoppedBy.get() + "::")) {
                stoppedBy = Optional.empty();
            }
            return line;
        }
        return command(NEW.matcher(line)).or(() -> command(OLD.matcher(line))).orElse(line);
    }

    private Optional<String> command(Matcher matcher) {
        if (!matcher.matches() || !NAMES.contains(matcher.group(1).toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        CommandLine command =
                new CommandLine(
                        matcher.group(1).toLowerCase(Locale.ROOT),
                        Optional.ofNullable(matcher.group(2)).orElse(""),
                        unescape(matcher.group(3)));
        found.add(command);
        return Optional.of(act(command, matcher.group()));
    }

    private String act(CommandLine command, String line) {
        return switch (command.name()) {
            case "add-mask" -> {
                masks.add(command.text());
                yield "::add-mask::***";
            }
            case "error", "warning", "notice", "debug", "group" ->
                    "##[%s]%s".formatted(command.name(), command.text());
            case "endgroup" -> "##[endgroup]";
            case "stop-commands" -> stop(command.text(), line);
            case "set-output", "save-state" ->
                    "##[warning]The `%s` command is deprecated and has no effect here: %s"
                            .formatted(command.name(), line);
            case "set-env", "add-path" -> {
                failed = true;
                yield "##[error]The `%s` command is disabled: %s".formatted(command.name(), line);
            }
            default -> line;
        };
    }

    private String stop(String token, String line) {
        if (token.isBlank() || NAMES.contains(token.toLowerCase(Locale.ROOT))) {
            failed = true;
            return "##[error]Invoked ::stop-commands:: with a token that is not taken: " + line;
        }
        stoppedBy = Optional.of(token);
        return line;
    }

    private static String unescape(String text) {
        return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }

    List<CommandLine> found() {
        return List.copyOf(found);
    }

    /// Whether a command fails the step.
    boolean failed() {
        return failed;
    }
}
