package dev.pithyjaunt.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.policy.CheckSettings.Command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

class CheckSettingsReaderTest {

    private static CheckSettings read(String yaml) {
        return SettingsReader.read(PolicySettings.FILE, yaml.getBytes(UTF_8)).checks();
    }

    private static void assertMalformed(String yaml, String problem) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(MalformedSettingsException.class)
                .hasMessage(".pithy-jaunt.yml: " + problem);
    }

    private static Command command(String run) {
        return new Command(run, "", null, null);
    }

    @Test
    void commandsAreTextsOrMaps() {
        CheckSettings settings =
                read(
                        """
                        setup:
                          - npm ci
                          - {run: make gen, folder: web, seconds: 60}
                        checks:
                          - npm test
                          - {run: npm run lint, name: lint, folder: web/app, seconds: 3600}
                          - {run: make, folder: ""}
                        """);

        assertThat(settings)
                .isEqualTo(
                        new CheckSettings(
                                List.of(
                                        command("npm ci"),
                                        new Command("make gen", "web", null, 60)),
                                true,
                                List.of(
                                        command("npm test"),
                                        new Command("npm run lint", "web/app", "lint", 3600),
                                        command("make"))));
    }

    @Test
    void setUpMayBeAMap() {
        assertThat(read("setup: {run: [npm ci, {run: make gen}], network: false}"))
                .isEqualTo(
                        new CheckSettings(
                                List.of(command("npm ci"), command("make gen")), false, null));
        assertThat(read("setup: {run: [npm ci]}").setUpNetwork()).isTrue();
    }

    @Test
    void setUpMayBeDetectedAndYetHaveNoNetwork() {
        assertThat(read("setup: {network: false}")).isEqualTo(new CheckSettings(null, false, null));
    }

    @Test
    void emptyListsAreOnPurpose() {
        assertThat(read("setup: []\nchecks: []"))
                .isEqualTo(new CheckSettings(List.of(), true, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"'others: 1'", "'setup: {}'", "'pull_request: {}'"})
    void whatIsNotSaidIsStandard(String yaml) {
        assertThat(read(yaml)).isEqualTo(CheckSettings.STANDARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "setup: | setup is empty: leave it out, or say something below it",
                "setup: npm ci | setup must be a list of commands, or a map of network, run",
                "setup: {runs: [a]} | setup.runs is not known; known are network, run",
                "setup: {run: npm ci} | setup.run must be a list of commands",
                "setup: {run: null} | setup.run is empty: leave it out, or say something below it",
                "setup: {run: [1]} | setup.run, command 1, must be a text, or a map of folder, run, seconds",
                "setup: {network: 'no'} | setup.network must be true or false",
                "setup: {network: null} | setup.network must be true or false",
                "setup: [a, true] | setup, command 2, must be a text, or a map of folder, run, seconds",
                "setup: [null] | setup, command 1, must be a text, or a map of folder, run, seconds",
                "setup: [{run: a, name: b}] | setup, command 1, name is not known; known are folder, run, seconds",
                "checks: | checks is empty: leave it out, or say something below it",
                "checks: npm test | checks must be a list of commands",
                "checks: {run: [a]} | checks must be a list of commands",
                "checks: [a, 1] | checks, check 2, must be a text, or a map of folder, name, run, seconds",
                "checks: [[a]] | checks, check 1, must be a text, or a map of folder, name, run, seconds",
                "checks: [echo: a] | checks, check 1, echo is not known; known are folder, name, run, seconds",
                "checks: [{run: a, 3: 4}] | checks, check 1, 3 is not known; known are folder, name, run, seconds",
                "checks: [''] | checks, check 1, must be one line of 1 to 1,000 characters, without control characters",
                "checks: ['  '] | checks, check 1, must be one line of 1 to 1,000 characters, without control characters",
                "checks: [\"a\\nb\"] | checks, check 1, must be one line of 1 to 1,000 characters, without control characters",
                "checks: [\"a\\u2028b\"] | checks, check 1, must be one line of 1 to 1,000 characters, without control characters",
                "checks: [{run: \"a\\0\"}] | checks, check 1, run must be one line of 1 to 1,000 characters, without control characters",
                "checks: [{run: 1}] | checks, check 1, run must be one line of 1 to 1,000 characters, without control characters",
                "checks: [{name: a}] | checks, check 1, run must be one line of 1 to 1,000 characters, without control characters",
                "checks: [{run: a, name: ''}] | checks, check 1, name must be a text of 1 to 100 characters, without control characters",
                "checks: [{run: a, name: \"b\\tc\"}] | checks, check 1, name must be a text of 1 to 100 characters, without control characters",
                "checks: [{run: a, name: [b]}] | checks, check 1, name must be a text of 1 to 100 characters, without control characters",
                "checks: [{run: a, name: null}] | checks, check 1, name must be a text of 1 to 100 characters, without control characters",
                "checks: [{run: a, seconds: 0}] | checks, check 1, seconds must be a number from 1 to 3,600",
                "checks: [{run: a, seconds: 3601}] | checks, check 1, seconds must be a number from 1 to 3,600",
                "checks: [{run: a, seconds: 1m}] | checks, check 1, seconds must be a number from 1 to 3,600",
                "checks: [{run: a, seconds: null}] | checks, check 1, seconds must be a number from 1 to 3,600",
                "checks: [{run: a, folder: 1}] | checks, check 1, folder must be the path of a folder of the repository",
                "checks: [{run: a, folder: null}] | checks, check 1, folder must be the path of a folder of the repository",
                "checks: [{run: a, folder: ../b}] | checks, check 1, folder is \"../b\": the path has an empty part, or one of dots and spaces only",
                "checks: [{run: a, folder: /b}] | checks, check 1, folder is \"/b\": the path must be relative to the repository's root, with /",
                "checks: [{run: a, folder: .git}] | checks, check 1, folder is \".git\": git's own files are not edited",
                "checks: [{run: a, folder: \"b\\nc\"}] | checks, check 1, folder is \"b\\u{000A}c\": the path holds a control character",
            })
    void whatCannotBeTakenIsNamedWithItsKey(String yaml, String problem) {
        assertMalformed(yaml + "\n", problem);
    }

    @Test
    void listsHaveTwentyCommandsAtMost() {
        List<String> twenty = Collections.nCopies(20, "a");
        assertThat(read("setup: %1$s\nchecks: %1$s".formatted(twenty)).checks())
                .isEqualTo(Collections.nCopies(20, command("a")));

        List<String> more = Collections.nCopies(21, "a");
        assertMalformed("setup: " + more, "setup has 21 commands, and at most 20 are taken");
        assertMalformed(
                "setup: {run: %s}".formatted(more),
                "setup.run has 21 commands, and at most 20 are taken");
        assertMalformed("checks: " + more, "checks has 21 commands, and at most 20 are taken");
    }

    @Test
    void linesAndNamesAreCountedInCharacters() {
        String line = "\uD83D\uDE00".repeat(1_000);
        String name = "\uD83D\uDE00".repeat(100);

        assertThat(read("checks: [{run: %s, name: %s}]".formatted(line, name)).checks())
                .isEqualTo(List.of(new Command(line, "", name, null)));
        assertMalformed(
                "checks: [%sa]".formatted(line),
                "checks, check 1, must be one line of 1 to 1,000 characters, without control characters");
        assertMalformed(
                "checks: [{run: a, name: %sa}]".formatted(name),
                "checks, check 1, name must be a text of 1 to 100 characters, without control characters");
    }

    @Test
    void policyTellsThoseOfTheCommit(@TempDir Path folder) {
        TestTree tree = TestTree.of(folder, Map.of(PolicySettings.FILE, "checks: [make test]\n"));

        assertThat(Policy.of(tree.tree()).checks())
                .isEqualTo(new CheckSettings(null, true, List.of(command("make test"))));
    }
}
