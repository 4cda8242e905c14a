package dev.pithyjaunt.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.path.RepositoryPath;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Broken settings of all headings: a refusal that names the file, or settings that keep the rules.
class SettingsFuzzTest {

    private static final String WHOLE =
            """
            paths:
              allowed: [src/**, "*.md"]
              protected: ["*.proto"]
            limits: {files: 20, addedLines: 800, patchBytes: 200000}
            prompt: {system: docs/prompt.md}
            setup:
              run: [npm ci, {run: make gen, folder: web, seconds: 60}]
              network: false
            checks:
              - npm test
              - {run: npm run lint, name: lint, folder: web/app, seconds: 60}
            pull_request: {draft_on_failed_checks: true}
            """;

    private static final List<String> PIECES =
            List.of(
                    "\"",
                    "'",
                    "\n",
                    "\t",
                    " ",
                    "- ",
                    ": ",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    "#",
                    "*",
                    "&a",
                    "!!str ",
                    "../",
                    "/",
                    "\\",
                    "\"\\0\"",
                    "null",
                    "~",
                    "-1",
                    "99999999999",
                    "1e3",
                    "true",
                    "\u2028",
                    "\u202E",
                    "\uD83D\uDE00",
                    "\0",
                    "run",
                    "folder",
                    "name");

    @Test
    void brokenSettingsAreRefusedOrKeepTheRules() {
        SplittableRandom random = new SplittableRandom(11);
        int taken = 0;
        for (int i = 0; i < 3_000; i++) {
            String yaml = broken(random);
            try {
                keepsTheRules(SettingsReader.read(PolicySettings.FILE, yaml.getBytes(UTF_8)));
                taken++;
            } catch (MalformedSettingsException e) {
                assertThat(e).as(yaml).message().startsWith(PolicySettings.FILE + ": ");
            }
        }
        assertThat(taken).isBetween(100, 2_900);
    }

    private static void keepsTheRules(PolicySettings settings) {
        assertThat(settings.limits().files()).isBetween(1, 100);
        List<CheckSettings.Command> commands = new ArrayList<>();
        CheckSettings checks = settings.checks();
        commands.addAll(checks.setUp() == null ? List.of() : checks.setUp());
        commands.addAll(checks.checks() == null ? List.of() : checks.checks());
        for (CheckSettings.Command command : commands) {
            assertThat(command.run()).isNotBlank().hasLineCount(1).doesNotContain("\0", "\t");
            if (!command.folder().isEmpty()) {
                assertThat(RepositoryPath.broken(command.folder())).isEmpty();
            }
            if (command.seconds() != null) {
                assertThat(command.seconds()).isBetween(1, 3_600);
            }
        }
    }

    private static String broken(SplittableRandom random) {
        StringBuilder text = new StringBuilder(WHOLE);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.deleteCharAt(at);
                default -> {
                    int end = Math.min(text.length(), at + random.nextInt(20));
                    text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                }
            }
        }
        return text.toString();
    }
}
