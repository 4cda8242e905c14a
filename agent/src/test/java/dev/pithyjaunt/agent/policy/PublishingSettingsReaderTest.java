package dev.pithyjaunt.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

final class PublishingSettingsReaderTest {

    private static PublishingSettings read(String yaml) {
        return SettingsReader.read("s.yml", yaml.getBytes(StandardCharsets.UTF_8)).publishing();
    }

    @Test
    void nothingSaidIsTheStandard() {
        assertThat(read("others: 1")).isEqualTo(PublishingSettings.STANDARD);
        assertThat(read("pull_request: {}\ncommit: {}")).isEqualTo(PublishingSettings.STANDARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pull_request: draft | pull_request must be a map of draft, draft_on_failed_checks, labels, reviewers, team_reviewers",
                "pull_request: {drafts: true} | pull_request.drafts is not known; known are draft, draft_on_failed_checks, labels, reviewers, team_reviewers",
                "pull_request: {draft_on_failed_checks: maybe} | pull_request.draft_on_failed_checks must be true or false",
                "pull_request: {labels: bug} | pull_request.labels must be a list of at most 15 entries",
                "pull_request: {labels: [a, \"b\\nc\"]} | pull_request.labels, entry 2, must be a text of 1 to 50 characters",
                "pull_request: {reviewers: [--help]} | pull_request.reviewers, entry 1, must be a login",
                "pull_request: {team_reviewers: [a/b]} | pull_request.team_reviewers, entry 1, must be a team's name, as its address has it",
                "commit: {author: Ada} | commit.author must be such as \"Ada Lovelace <ada@example.org>\"",
                "commit: {author: \"A\\nCo: <a@b>\"} | commit.author must be such as \"Ada Lovelace <ada@example.org>\"",
                "commit: {co_authors: [<a@b>]} | commit.co_authors, entry 1, must be such as \"Ada Lovelace <ada@example.org>\"",
                "commit: {sign_off: 1} | commit.sign_off must be true or false",
            })
    void whatCannotBeTakenIsNamedWithItsKey(String yaml, String problem) {
        assertThatThrownBy(() -> read(yaml + "\n"))
                .isInstanceOf(MalformedSettingsException.class)
                .hasMessage("s.yml: " + problem);
    }
}
