package dev.pithyjaunt.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.WebhookReceiver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The provider's key, wherever somebody says it back: it is in nothing that is written or sent.
class KeysIT {

    private static final String KEY = String.join("+", "fake", "key/0123456789", "abcdefghij");

    /// What the key looks like, and what is looked for: of Base64 the part that depends on nothing
    /// else.
    private static final Map<String, String> FORMS =
            Map.of(
                    KEY,
                    KEY,
                    URLEncoder.encode(KEY, StandardCharsets.UTF_8),
                    URLEncoder.encode(KEY, StandardCharsets.UTF_8),
                    base64(KEY),
                    base64(KEY).substring(0, 36),
                    base64("user:" + KEY),
                    base64("user:" + KEY).substring(8, 40));

    private static final String ALL = String.join(" or ", FORMS.keySet());

    private static final Answer EDITS =
            new Answer.Text("Done with %s.\n%s".formatted(ALL, RunScene.GREETS));

    @TempDir Path folder;

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> answers() {
        String keyed = RunScene.GREETS.replace("echo hello world", "echo '%s'");
        return Stream.of(
                Arguments.of("a refusal", new Answer.Rejected(401, "No: " + ALL, "k")),
                Arguments.of(
                        "a title",
                        new Answer.Status(
                                403,
                                "<html><title>%s</title><body>%s</body></html>".formatted(ALL, ALL),
                                Map.of("Content-Type", "text/html"))),
                Arguments.of(
                        "a redirect",
                        new Answer.Status(
                                301,
                                ALL,
                                Map.of("Location", "http://other.invalid/" + KEY + "?key=" + KEY))),
                Arguments.of(
                        "an error inside an answer", new Answer.ErrorEvent(ALL, 400, "No: " + ALL)),
                Arguments.of("a question", new Answer.Text("QUESTION: Is it " + ALL + "?")),
                Arguments.of("prose", new Answer.Text(ALL)),
                Arguments.of(
                        "an edit that fits nowhere",
                        new Answer.Text(ModelScene.DOES_NOT_FIT.replace("hallo", ALL))),
                Arguments.of("an edit that fits", new Answer.Text(keyed.formatted(KEY))),
                Arguments.of(
                        "a call of a tool",
                        ModelScene.calls("search", Json.line(Map.of("text", ALL)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void keyThatIsSaidBackIsWrittenNowhere(String where, Answer answer) throws Exception {
        try (ModelScene scene = ModelScene.of(folder, answer)) {
            Ended ended = scene.set("OPENAI_API_KEY", KEY).generate();

            assertThat(ended.code()).as(where).isNotZero();
            assertThat(scene.asked().getFirst().apiKey()).isEqualTo(KEY);
            assertThat(scene.scene.file("transcript.jsonl"))
                    .contains(where.equals("a redirect") ? "http://other.invalid," : "***");
            assertNowhere(ended, written());
            assertThat(scene.scene.out.resolve("patch.diff")).doesNotExist();
        }
    }

    @Test
    void keyInAFileOfTheRepositoryStaysThere() throws Exception {
        WebhookReceiver server =
                WebhookReceiver.start(Secret.of("whsec_" + base64("0123456789abcdef01234567")));
        try (server;
                ModelScene scene =
                        ModelScene.of(
                                folder,
                                ModelScene.calls(
                                        "read",
                                        "{\"path\":\"notes/keys.txt\"}",
                                        "{\"path\":\"%s\"}".formatted(KEY)),
                                ModelScene.unwilling(503, ALL, "server_error"),
                                EDITS)) {
            scene.scene.checkout.write("notes/keys.txt", (ALL + "\n").repeat(3));
            scene.scene.checkout.commit("keys");
            scene.set("OPENAI_API_KEY", KEY)
                    .set("PITHY_JAUNT_EVENT_SECRET", "whsec_" + base64("0123456789abcdef01234567"))
                    .telling(server.baseUri() + "/");

            Ended ended = scene.generate();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.asked().getLast().text()).contains(KEY);
            server.await(Duration.ofSeconds(10), receiver -> !receiver.lines("generate").isEmpty());
            assertNowhere(ended, written());
            assertNowhere(ended, String.join("\n", sent(server)));
        }
    }

    private static List<String> sent(WebhookReceiver server) {
        return Stream.concat(
                        server.events().stream().map(Json::line),
                        server.lines("generate").stream().map(Json::line))
                .toList();
    }

    /// Everything but the checkout, which is the person's own.
    private String written() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file :
                    files.filter(Files::isRegularFile)
                            .filter(path -> !path.startsWith(folder.resolve("checkout")))
                            .toList()) {
                all.append(file).append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return all.toString();
        }
    }

    private static void assertNowhere(Ended ended, String written) {
        String all = ended.output() + ended.errors() + written;
        assertThat(FORMS.values()).allSatisfy(form -> assertThat(all).doesNotContain(form));
    }

    @Test
    void changeThatBringsInTheKeyIsForbidden() throws Exception {
        String keyed = RunScene.GREETS.replace("hello world", KEY);
        try (ModelScene scene = ModelScene.of(folder, new Answer.Text(keyed))) {
            Ended ended = scene.set("OPENAI_API_KEY", KEY).generate();

            assertThat(ended.code()).isEqualTo(3);
            assertThat(scene.report().outcome()).isEqualTo(Outcome.NEEDS_REVIEW);
            assertThat(scene.error())
                    .isEqualTo(
                            "the model's change is not allowed here: greet.sh would hold a secret of this program's settings");
        }
    }

    @Test
    void promptAndHeadersAreInNoLog() throws Exception {
        Path prompt = Files.writeString(folder.resolve("prompt.txt"), "Marker-of-the-prompt.");
        try (ModelScene scene =
                ModelScene.of(
                        folder.resolve("scene"),
                        ModelScene.unwilling(503, "Busy.", "server_error"),
                        new Answer.Text("Sure!"),
                        ModelScene.unwilling(400, "No.", "invalid_request"))) {
            scene.scene.checkout.write("greet.sh", "# Marker-of-a-file\n");
            scene.scene.checkout.commit("marked");

            Ended ended =
                    scene.jaunt(
                            "run",
                            "--repo",
                            scene.scene.checkout.path().toString(),
                            "--task",
                            "Greet.\n\nMarker-of-the-task",
                            "--system-prompt",
                            prompt.toString(),
                            "--out",
                            scene.scene.out.toString());

            assertThat(ended.code()).isEqualTo(1);
            assertThat(scene.asked().getLast().text())
                    .contains("Marker-of-the-prompt", "Marker-of-the-task", "Marker-of-a-file");
            assertThat(ended.output() + ended.errors() + scene.scene.file("generate.log"))
                    .contains("answered 503", "answered 400")
                    .doesNotContain("Marker", "Bearer", "authorization", RunScene.KEY);
        }
    }

    @Test
    void wrongKeyIsToldWithWhatToDo() throws Exception {
        Answer wrong = new Answer.Rejected(401, "Incorrect key: " + KEY, "invalid_api_key");
        try (ModelScene scene = ModelScene.of(folder, wrong)) {
            Ended ended = scene.set("OPENAI_API_KEY", KEY).generate();

            assertThat(ended.code()).isEqualTo(1);
            assertThat(scene.report().error())
                    .isEqualTo(
                            new ExecutionError(
                                    Category.MODEL_ERROR,
                                    "openai (scripted) at %s answered 401: Incorrect key: *** (check OPENAI_API_KEY and what it may do)"
                                            .formatted(scene.scene.model.baseUri())));
            assertThat(scene.asked()).hasSize(1);
        }
    }

    @Test
    void keyThatIsMissingOrBrokenIsToldBeforeAnythingBegins() throws Exception {
        try (ModelScene scene = ModelScene.of(folder, EDITS)) {
            scene.set("MODEL_PROVIDER", "anthropic").settings.remove("MODEL_NAME");
            assertRefused(
                    scene,
                    "ANTHROPIC_API_KEY is missing: anthropic, which MODEL_PROVIDER names, answers nobody without one");

            scene.set("ANTHROPIC_API_KEY", "fake-key-01234\n56789-of-nobody");
            assertRefused(
                    scene,
                    "ANTHROPIC_API_KEY holds a space, a line end or another character that no key has: copy the key again, on one line");
        }
    }

    private static void assertRefused(ModelScene scene, String message) throws Exception {
        Ended ended = scene.run();
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errors())
                .isEqualTo(
                        "jaunt run: %s\n'jaunt run --help' describes the options.\n"
                                .formatted(message));
        assertThat(scene.scene.out).doesNotExist();
        assertThat(scene.asked()).isEmpty();
    }
}
