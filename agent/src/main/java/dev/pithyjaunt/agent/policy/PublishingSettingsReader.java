package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.policy.PublishingSettings.Person;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the headings `pull_request` and `commit` of a repository's settings.
///
/// ```yaml
/// pull_request:
///   draft: BOOLEAN
///   draft_on_failed_checks: BOOLEAN
///   labels: [TEXT, ...]
///   reviewers: [LOGIN, ...]
///   team_reviewers: [NAME, ...]
/// commit:
///   author: NAME <ADDRESS>
///   co_authors: [NAME <ADDRESS>, ...]
///   sign_off: BOOLEAN
/// ```
final class PublishingSettingsReader {

    private static final int MAX_ENTRIES = 15;

    /// GitHub's bound. https://docs.github.com/rest/issues/labels
    private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}]{1,50}");

    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})");

    private static final Pattern PERSON =
            Pattern.compile(
                    "(?<name>[^\\p{Cntrl}<>]{1,100}?)\\s*<(?<email>[^\\p{Cntrl}\\s<>@]{1,100}@[^\\p{Cntrl}\\s<>@]{1,100})>");

    private PublishingSettingsReader() {}

    /// @throws MalformedSettingsException when a heading holds what it can't
    static PublishingSettings read(SettingsMap settings) {
        SettingsMap pullRequest =
                settings.heading(
                        "pull_request",
                        Set.of(
                                "draft",
                                "draft_on_failed_checks",
                                "labels",
                                "reviewers",
                                "team_reviewers"));
        SettingsMap commit = settings.heading("commit", Set.of("author", "co_authors", "sign_off"));
        return new PublishingSettings(
                pullRequest.flag("draft", false),
                pullRequest.flag("draft_on_failed_checks", true),
                texts(pullRequest, "labels", LABEL, "a text of 1 to 50 characters"),
                texts(pullRequest, "reviewers", LOGIN, "a login"),
                texts(pullRequest, "team_reviewers", LOGIN, "a team's name, as its address has it"),
                commit.has("author") ? person(commit, "author", commit.value("author")) : null,
                people(commit),
                commit.flag("sign_off", false));
    }

    private static List<String> texts(
            SettingsMap settings, String key, Pattern form, String formInWords) {
        List<String> texts = new ArrayList<>();
        for (Object one : list(settings, key)) {
            if (!(one instanceof String text) || !form.matcher(text).matches()) {
                throw settings.malformed(
                        "%s, entry %d,".formatted(key, texts.size() + 1), "must be " + formInWords);
            }
            texts.add(text);
        }
        return texts;
    }

    private static List<Person> people(SettingsMap settings) {
        List<Person> people = new ArrayList<>();
        for (Object one : list(settings, "co_authors")) {
            people.add(person(settings, "co_authors, entry %d,".formatted(people.size() + 1), one));
        }
        return people;
    }

    private static List<?> list(SettingsMap settings, String key) {
        if (!settings.has(key)) {
            return List.of();
        }
        if (!(settings.below(key) instanceof List<?> list) || list.size() > MAX_ENTRIES) {
            throw settings.malformed(
                    key, "must be a list of at most %d entries".formatted(MAX_ENTRIES));
        }
        return list;
    }

    private static Person person(SettingsMap settings, String place, @Nullable Object value) {
        Matcher person = PERSON.matcher(value instanceof String text ? text.strip() : "");
        if (!person.matches() || person.group("name").isBlank()) {
            throw settings.malformed(place, "must be such as \"Ada Lovelace <ada@example.org>\"");
        }
        return new Person(person.group("name").strip(), person.group("email"));
    }
}
