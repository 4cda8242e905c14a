package dev.pithyjaunt.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.github.access.Need;
import dev.pithyjaunt.github.access.Possession;
import dev.pithyjaunt.github.access.Standing;
import dev.pithyjaunt.github.rest.RepositoryName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is made of what was found.
class JudgementTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
    private static final RepositoryName NAME = RepositoryName.of("ada/greetings");

    @ParameterizedTest
    @CsvSource({
        "git version 2.31.9, FAIL",
        "git version 2.32.0, OK",
        "git version 2.52.0 (Apple Git-155), OK",
        "git version 3.0, OK",
        "git version 1.99, FAIL",
        "git of my own, WARN"
    })
    void gitMustBeNewEnough(String said, Verdict verdict) {
        assertThat(MachineChecks.git(Optional.of(said)).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"199, FAIL", "200, WARN", "2047, WARN", "2048, OK"})
    void diskMustHaveRoom(long freeMib, Verdict verdict) {
        assertThat(MachineChecks.disk(Path.of("/x"), freeMib).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"60, OK", "61, WARN", "-61, WARN", "300, WARN", "301, FAIL", "-301, FAIL"})
    void clocksMayDifferALittle(long seconds, Verdict verdict) {
        assertThat(Clocks.compare("GitHub", NOW, NOW.plusSeconds(seconds)).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void clockThatIsBehindIsToldAsThat() {
        assertThat(Clocks.compare("GitHub", NOW, NOW.minusSeconds(90)))
                .isEqualTo(
                        Finding.warn(
                                "this machine's is 90 s behind that of GitHub",
                                "let the machines' clocks be set by NTP"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28, FAIL",
        "2026-11-29, WARN",
        "2027-01-27, WARN",
        "2027-01-28, OK",
    })
    void modelThatEndsSoonIsWarnedOf(LocalDate end, Verdict verdict) {
        Optional<ListedModels.Entry> silent =
                Optional.of(new ListedModels.Entry("m", Optional.empty(), true));
        Optional<ListedModels.Entry> saying =
                Optional.of(new ListedModels.Entry("m", Optional.of(end), true));

        assertThat(ModelChecks.judge("openai", "m", false, silent, end, TODAY).verdict())
                .isEqualTo(verdict);
        assertThat(ModelChecks.judge("openai", "m", false, saying, null, TODAY).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void modelThatIsNotListedFailsButNotAtAnAddressOfOnesOwn() {
        assertThat(ModelChecks.judge("openai", "m", false, Optional.empty(), null, TODAY).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(ModelChecks.judge("openai", "m", true, Optional.empty(), null, TODAY).verdict())
                .isEqualTo(Verdict.WARN);
    }

    @Test
    void listedModelsAreFoundByVersionAndTagAndNotByWhatOnlyBeginsTheSame() {
        ListedModels models =
                ListedModels.read(
                        """
                        {"data": [{"id": "big-2026-01-02", "shutdown_date": "2027-01-14"},
                          {"id": "small:latest", "shutdown_date": 1799884800}, {"id": "big-mini", "lifecycle": "deprecated"}, {}]}
                        """);

        assertThat(models.find("big"))
                .contains(
                        new ListedModels.Entry(
                                "big-2026-01-02",
                                Optional.of(LocalDate.parse("2027-01-14")),
                                true));
        assertThat(models.find("small").flatMap(ListedModels.Entry::end))
                .contains(LocalDate.parse("2027-01-14"));
        assertThat(models.find("big-mini").map(ListedModels.Entry::isCurrent)).contains(false);
        assertThat(models.find("bi")).isEmpty();
    }

    private static Standing.Accepted token(Optional<Instant> end, Need... lacking) {
        Map<Need, Possession> possessions = new EnumMap<>(Need.class);
        for (Need need : Need.values()) {
            possessions.put(need, Possession.HAS);
        }
        List.of(lacking).forEach(need -> possessions.put(need, Possession.LACKS));
        return new Standing.Accepted("ada", Optional.of(Set.of("repo")), end, possessions);
    }

    @Test
    void tokenFailsWithoutWhatEveryUseNeedsAndIsWarnedOfForTheRest() {
        Instant soon = NOW.plusSeconds(13 * 86_400);

        assertThat(GitHubChecks.judge(token(Optional.empty()), NOW).verdict())
                .isEqualTo(Verdict.OK);
        assertThat(GitHubChecks.judge(token(Optional.of(soon)), NOW).verdict())
                .isEqualTo(Verdict.WARN);
        assertThat(GitHubChecks.judge(token(Optional.empty(), Need.ACTIONS_WRITE), NOW).verdict())
                .isEqualTo(Verdict.WARN);
        assertThat(GitHubChecks.judge(token(Optional.of(soon), Need.PULL_REQUESTS_WRITE), NOW))
                .isEqualTo(
                        Finding.fail(
                                "of ada, ends on 2026-12-11T12:00:00Z; it may not open pull requests (fine-grained token: Pull requests, Read and write; classic: repo)",
                                "give it these permissions on GitHub"));
    }

    @Test
    void secretsThatTheConfiguredModelsNeedMustBeThere() {
        List<String> names = List.of("OPENAI_API_KEY");

        assertThat(GitHubChecks.secrets(names, List.of(), false, NAME).verdict())
                .isEqualTo(Verdict.OK);
        assertThat(GitHubChecks.secrets(List.of(), List.of(), false, NAME).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(GitHubChecks.secrets(names, List.of("ANTHROPIC_API_KEY"), true, NAME))
                .isEqualTo(
                        Finding.fail(
                                "not among the repository's own: ANTHROPIC_API_KEY (an organization's are not seen)",
                                "gh secret set ANTHROPIC_API_KEY --repo ada/greetings"));
        assertThat(GitHubChecks.secrets(names, List.of(), true, NAME))
                .isEqualTo(
                        Finding.warn(
                                "no PITHY_JAUNT_EVENT_SECRET: runs say who they are, which the server must be able to verify at GitHub",
                                "gh secret set PITHY_JAUNT_EVENT_SECRET --repo ada/greetings"));
    }

    @Test
    void databasesAddressIsReadWithoutItsPassword() {
        assertThat(DatabaseCheck.address("postgres://ada:fake-word@db.example.org/jaunt"))
                .contains(InetSocketAddress.createUnresolved("db.example.org", 5432));
        assertThat(DatabaseCheck.address("jdbc:postgresql://127.0.0.1:99/jaunt"))
                .contains(InetSocketAddress.createUnresolved("127.0.0.1", 99));
        assertThat(DatabaseCheck.reached("fake word").found()).doesNotContain("fake");
    }

    @Test
    void embeddedDatabaseMustBeOne(@TempDir Path folder) throws IOException {
        assertThat(DatabaseCheck.embedded(folder.resolve("none")).verdict())
                .isEqualTo(Verdict.SKIP);
        assertThat(DatabaseCheck.embedded(folder).verdict()).isEqualTo(Verdict.OK);
        Path file = folder.resolve("pithy-jaunt.db");
        Files.writeString(file, "SQLite format 3\0and so on");
        assertThat(DatabaseCheck.embedded(folder).verdict()).isEqualTo(Verdict.OK);
        Files.writeString(file, "something else altogether");
        assertThat(DatabaseCheck.embedded(folder).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void mailReplyIsReadToItsLastLineAndNoFurther() throws IOException {
        ByteArrayInputStream in =
                new ByteArrayInputStream(
                        "250-a\r\n250-STARTTLS\r\n250 b\r\n221 bye\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        assertThat(MailCheck.reply(in)).isEqualTo("250-a 250-STARTTLS 250 b");
        assertThat(MailCheck.reply(in)).isEqualTo("221 bye");
    }
}
