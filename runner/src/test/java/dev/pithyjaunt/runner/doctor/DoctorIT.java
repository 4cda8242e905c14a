package dev.pithyjaunt.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.runner.init.SampleWorkflow;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.web.ServerStandIn;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.github.ActionsSettings;
import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.StandInRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `doctor` against stand-ins of all that it asks: all in order, and one thing broken at a time.
class DoctorIT {

    @TempDir private Path folder;

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final ScriptedModel model =
            ScriptedModel.start(Script.of(new Answer.Text("never asked")));
    private final ServerStandIn server = ServerStandIn.start();
    private final MailStandIn mail = MailStandIn.start("220 mail.example.org");
    private GitHubStandIn gitHub;
    private StandInRepository repository;
    private InstantSource clock = InstantSource.system();
    private String out = "";

    @BeforeEach
    void putAllInOrder() throws IOException {
        TestRepository source = TestRepository.create(folder.resolve("source"));
        source.write(SampleWorkflow.PATH, SampleWorkflow.text());
        source.commit("base");
        gitHub = GitHubStandIn.start(folder.resolve("github"));
        repository =
                gitHub.create("ada/greetings", source)
                        .actions(ActionsSettings.initial().allowingPullRequests(true))
                        .secret("OPENAI_API_KEY")
                        .secret("PITHY_JAUNT_EVENT_SECRET");
        settings.put("GITHUB_SERVER_URL", gitHub.serverUri().toString());
        settings.put("GITHUB_TOKEN", gitHub.classicToken("ada", "repo", "workflow"));
        settings.put("OPENAI_BASE_URL", model.baseUri().toString());
        settings.put("OPENAI_API_KEY", ProviderStandIn.KEY);
        settings.put("MODEL_NAME", "scripted");
        settings.put("JAUNT_SANDBOX", "off");
        settings.put("JAUNT_API_TOKEN", ServerStandIn.TOKEN);
        settings.put("PITHY_JAUNT_EVENT_SECRET", ServerStandIn.SECRET.text());
        settings.put("SMTP_HOST", "127.0.0.1");
        settings.put("SMTP_PORT", Integer.toString(mail.port()));
        settings.put("JAUNT_DATA_DIR", Files.createDirectory(folder.resolve("data")).toString());
        server.connect(gitHub.serverUri() + "/ada/greetings.git");
    }

    @AfterEach
    void end() throws IOException {
        assertThat(gitHub.violations()).isEmpty();
        assertThat(model.requests()).isEmpty();
        gitHub.close();
        model.close();
        server.close();
        mail.close();
    }

    private int doctor(String... more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Timing timing =
                new Timing(
                        InstantSource.system(),
                        _ -> {},
                        () -> 0,
                        Duration.ZERO,
                        Duration.ofSeconds(10));
        CommandLine command =
                new CommandLine(
                        new DoctorCommand(
                                () -> new Settings(settings),
                                clock,
                                timing,
                                new PrintStream(bytes, true, StandardCharsets.UTF_8)));
        int code = command.execute(more);
        out = bytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    private int whole() {
        return doctor("--json", "--repo=ada/greetings", "--server=" + server.address());
    }

    private Map<String, Verdict> verdicts() {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        Json.read(out, DoctorResult.class)
                .checks()
                .forEach(line -> verdicts.put(line.what(), line.verdict()));
        return verdicts;
    }

    private Line line(String what) {
        return Json.read(out, DoctorResult.class).checks().stream()
                .filter(line -> line.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private List<String> failing() {
        return verdicts().entrySet().stream()
                .filter(entry -> entry.getValue() == Verdict.FAIL)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void allInOrderIsSaid() {
        assertThat(whole()).as(out).isEqualTo(0);

        Map<String, Verdict> verdicts = verdicts();
        // What this machine has, tests of its own look at.
        List.of("gh", "disk, state", "disk, temporary").forEach(verdicts::remove);
        assertThat(verdicts)
                .containsExactly(
                        Map.entry("java", Verdict.OK),
                        Map.entry("git", Verdict.OK),
                        Map.entry("sandbox", Verdict.SKIP),
                        Map.entry("model openai scripted", Verdict.OK),
                        Map.entry("github token", Verdict.OK),
                        Map.entry("github clock", Verdict.OK),
                        Map.entry("repository", Verdict.OK),
                        Map.entry("workflow", Verdict.OK),
                        Map.entry("actions", Verdict.OK),
                        Map.entry("secrets", Verdict.OK),
                        Map.entry("pull requests", Verdict.OK),
                        Map.entry("server", Verdict.OK),
                        Map.entry("server clock", Verdict.OK),
                        Map.entry("server repository", Verdict.OK),
                        Map.entry("webhook", Verdict.OK),
                        Map.entry("database", Verdict.OK),
                        Map.entry("mail", Verdict.OK));
        assertThat(mail.heard()).containsExactly("EHLO localhost", "QUIT");
        for (String secret : List.of("GITHUB_TOKEN", "OPENAI_API_KEY", "JAUNT_API_TOKEN")) {
            assertThat(out).doesNotContain(String.valueOf(settings.get(secret)));
        }
    }

    @Test
    void nothingConfiguredIsSkippedAndReadByPeople() {
        settings.keySet().retainAll(List.of("JAUNT_SANDBOX", "JAUNT_DATA_DIR"));
        settings.put("JAUNT_DATA_DIR", folder.resolve("none").toString());

        assertThat(doctor()).as(out).isEqualTo(0);

        assertThat(out.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "skip model none is configured (.env.example)",
                        "skip github GITHUB_TOKEN is not set",
                        "skip server no --server",
                        "skip mail SMTP_HOST is not set");
    }

    @Test
    void wrongKeyFailsAndIsNotShown() {
        try (ProviderStandIn provider = ProviderStandIn.start("{}")) {
            settings.put("OPENAI_BASE_URL", provider.baseUri().toString());
            settings.put("OPENAI_API_KEY", "fake-wrong-key-0123456789");

            assertThat(whole()).isEqualTo(1);

            assertThat(failing()).containsExactly("model openai scripted");
            assertThat(line("model openai scripted"))
                    .isEqualTo(
                            new Line(
                                    Verdict.FAIL,
                                    "model openai scripted",
                                    "the key is not taken: it answered 401 {\"error\":\"Incorrect API key: Bearer ***\"}",
                                    "set OPENAI_API_KEY anew"));
        }
    }

    @Test
    void modelThatEndsSoonIsAWarning() {
        String list =
                "{\"data\":[{\"id\":\"scripted\",\"shutdown_date\":\"%s\"}]}"
                        .formatted(
                                clock.instant()
                                        .plus(Duration.ofDays(30))
                                        .toString()
                                        .substring(0, 10));
        try (ProviderStandIn provider = ProviderStandIn.start(list)) {
            settings.put("OPENAI_BASE_URL", provider.baseUri().toString());

            assertThat(whole()).as(out).isEqualTo(0);

            assertThat(line("model openai scripted").verdict()).isEqualTo(Verdict.WARN);
            assertThat(line("model openai scripted").found()).endsWith(", in 30 days");
        }
    }

    @Test
    void workflowsThatMayNotOpenPullRequestsFailUnlessATokenDoes() {
        repository.actions(ActionsSettings.initial());
        assertThat(whole()).isEqualTo(1);
        assertThat(failing()).containsExactly("pull requests");

        repository.secret("PITHY_JAUNT_TOKEN");
        assertThat(whole()).as(out).isEqualTo(0);
    }

    @Test
    void actionsThatAreOffFail() {
        repository.actions(ActionsSettings.initial().allowingPullRequests(true).enabled(false));
        assertThat(whole()).isEqualTo(1);
        assertThat(failing()).containsExactly("actions");
    }

    @Test
    void missingSecretFails() {
        settings.put("MODEL_PROVIDER", "openai");
        settings.put("FALLBACK_MODEL_PROVIDER", "anthropic");
        settings.put("ANTHROPIC_API_KEY", "fake-key-0123456789");
        settings.put("ANTHROPIC_BASE_URL", model.baseUri().toString());
        settings.put("FALLBACK_MODEL_NAME", "scripted");

        assertThat(whole()).isEqualTo(1);

        assertThat(failing()).containsExactly("secrets");
        assertThat(line("secrets").fix())
                .isEqualTo("gh secret set ANTHROPIC_API_KEY --repo ada/greetings");
        assertThat(line("model anthropic scripted").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void tokenThatMayNotReadSettingsSkipsThem() {
        settings.put(
                "GITHUB_TOKEN",
                gitHub.fineGrainedToken(
                        "ada",
                        Map.of("contents", "write", "pull_requests", "write", "actions", "write")));

        assertThat(whole()).as(out).isEqualTo(0);

        assertThat(verdicts())
                .containsEntry("github token", Verdict.OK)
                .containsEntry("actions", Verdict.SKIP)
                .containsEntry("secrets", Verdict.SKIP)
                .containsEntry("pull requests", Verdict.SKIP);
    }

    @Test
    void tokenThatNobodyTakesFailsAndWhatNeedsItIsSkipped() {
        settings.put("GITHUB_TOKEN", "fake-token-0123456789");

        assertThat(whole()).isEqualTo(1);

        assertThat(failing()).containsExactly("github token");
        assertThat(verdicts()).containsEntry("repository", Verdict.SKIP);
    }

    @Test
    void missingWorkflowFailsAndAnotherVersionIsAWarning() {
        StandInRepository other = gitHub.create("ada/other", sourceWith("a.txt", "text\n"));
        other.actions(repository.actions())
                .secret("OPENAI_API_KEY")
                .secret("PITHY_JAUNT_EVENT_SECRET");
        server.connect(gitHub.serverUri() + "/ada/other");
        assertThat(doctor("--json", "--repo=ada/other", "--server=" + server.address()))
                .isEqualTo(1);
        assertThat(failing()).containsExactly("workflow");

        StandInRepository old =
                gitHub.create(
                        "ada/old",
                        sourceWith(
                                SampleWorkflow.PATH,
                                SampleWorkflow.text()
                                        .replace("retention-days: 14", "retention-days: 7")));
        old.actions(repository.actions())
                .secret("OPENAI_API_KEY")
                .secret("PITHY_JAUNT_EVENT_SECRET");
        server.connect(gitHub.serverUri() + "/ada/old");
        assertThat(doctor("--json", "--repo=ada/old", "--server=" + server.address()))
                .as(out)
                .isEqualTo(0);
        assertThat(verdicts()).containsEntry("workflow", Verdict.WARN);
    }

    private TestRepository sourceWith(String path, String text) {
        TestRepository source =
                TestRepository.create(folder.resolve("source" + gitHub.repositories().size()));
        source.write(path, text);
        source.commit("base");
        return source;
    }

    @Test
    void wrongEventSecretFailsAndOneOfTheMasterIsDerived() {
        settings.put("PITHY_JAUNT_EVENT_SECRET", "fake-other-secret-0123456789");
        assertThat(whole()).isEqualTo(1);
        assertThat(failing()).containsExactly("webhook");

        settings.remove("PITHY_JAUNT_EVENT_SECRET");
        settings.put("GITHUB_WEBHOOK_SECRET", "fake-master-secret-0123456789");
        server.takes(Secret.ofRepository(Secret.of("fake-master-secret-0123456789"), "repo-0"));
        assertThat(whole()).as(out).isEqualTo(0);
        assertThat(verdicts()).containsEntry("webhook", Verdict.OK);
    }

    @Test
    void skewOfTheClockWarnsAndThenFails() {
        clock = () -> InstantSource.system().instant().plusSeconds(120);
        assertThat(whole()).as(out).isEqualTo(0);
        assertThat(verdicts())
                .containsEntry("github clock", Verdict.WARN)
                .containsEntry("server clock", Verdict.WARN);

        clock = () -> InstantSource.system().instant().minusSeconds(600);
        assertThat(whole()).isEqualTo(1);
        assertThat(failing()).containsExactly("github clock", "server clock", "webhook");
    }

    @Test
    void serverThatIsDownAndMailServerThatDeclinesFail() throws IOException {
        server.health("DOWN");
        try (MailStandIn declining = MailStandIn.start("554 not you")) {
            settings.put("SMTP_PORT", Integer.toString(declining.port()));

            assertThat(whole()).isEqualTo(1);

            assertThat(failing()).containsExactly("server", "mail");
            assertThat(line("mail").found()).endsWith(" greets with: 554 not you");
        }
    }
}
