package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.protocol.MalformedJsonException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

class ScriptFileTest {

    private static final ModelRequest REQUEST =
            new ModelRequest(
                    Protocol.CHAT_COMPLETIONS,
                    Map.of("authorization", "Bearer k"),
                    "m",
                    true,
                    true,
                    OptionalInt.empty(),
                    List.of(
                            new ModelRequest.Message("system", "You edit code."),
                            new ModelRequest.Message(
                                    "user", "<file path=\"a.txt\">\none\ntwo\n</file>")),
                    List.of("read"),
                    "{}");

    @TempDir Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("script.json"), json);
    }

    @Test
    void everyKindOfAnswerComesInOrderAndTheLastRepeats() throws Exception {
        Script script =
                ScriptFile.read(
                        file(
                                """
                                {"answers": [
                                  {"reply": "hello"},
                                  {"cutOff": "hel"},
                                  {"brokenStream": "he"},
                                  {"status": 401, "body": "no"},
                                  {"status": 429, "body": "", "headers": {"Retry-After": "1"}},
                                  {"silence": true},
                                  {"nothing": true}
                                ]}
                                """));

        assertThat(Stream.generate(() -> script.answer(REQUEST)).limit(8))
                .containsExactly(
                        new Answer.Text("hello"),
                        new Answer.CutOff("hel"),
                        new Answer.BrokenStream("he"),
                        new Answer.Status(401, "no"),
                        new Answer.Status(
                                429,
                                "",
                                Map.of("Content-Type", "application/json", "Retry-After", "1")),
                        new Answer.Silence(),
                        new Answer.Nothing(),
                        new Answer.Nothing());
    }

    @Test
    void everyMisbehaviourHasAForm() throws Exception {
        Script script =
                ScriptFile.read(
                        file(
                                """
                                {"answers": [
                                  {"refused": "no"},
                                  {"malformed": "ma"},
                                  {"stalled": "st"},
                                  {"failed": "fa", "code": 503, "message": "gone"},
                                  {"errorEvent": "ev"},
                                  {"error": 429, "message": "slow down", "code": "slow_down",
                                   "headers": {"retry-after-ms": "250"}},
                                  {"reply": "a", "thinking": "hm",
                                   "slow": {"beforeMillis": 5, "betweenMillis": 7},
                                   "usage": {"input": 9, "cached": 4, "written": 2,
                                             "writtenForAnHour": 1, "output": 5, "reasoning": 3,
                                             "cost": "0.00042"}}
                                ]}
                                """));
        ReportedUsage usage = new ReportedUsage(9, 4, 2, 1, 5, 3, new BigDecimal("0.00042"));

        assertThat(Stream.generate(() -> script.answer(REQUEST)).limit(7))
                .containsExactly(
                        new Answer.Refused("no"),
                        new Answer.Malformed("ma"),
                        new Answer.Stalled("st"),
                        new Answer.Failed("fa", 503, "gone"),
                        new Answer.ErrorEvent("ev", 502, "The model failed."),
                        new Answer.Rejected(
                                429, "slow down", "slow_down", Map.of("retry-after-ms", "250")),
                        new Answer.WithUsage(
                                new Answer.Slow(
                                        Duration.ofMillis(5),
                                        Duration.ofMillis(7),
                                        new Answer.Thinking("hm", new Answer.Text("a"))),
                                usage));
    }

    @Test
    void callsAreMadeWhereToolsAreOffered() throws Exception {
        Script script =
                ScriptFile.read(
                        file(
                                """
                                {"answers": [{
                                  "say": "Let me look.",
                                  "calls": [
                                    {"tool": "read", "arguments": {"path": "a.txt"}},
                                    {"tool": "list", "arguments": "no json"}
                                  ]
                                }]}
                                """));
        ModelRequest withoutTools =
                new ModelRequest(
                        Protocol.CHAT_COMPLETIONS,
                        Map.of(),
                        "m",
                        true,
                        true,
                        OptionalInt.empty(),
                        REQUEST.messages(),
                        List.of(),
                        "{}");

        assertThat(script.answer(REQUEST))
                .isEqualTo(
                        new Answer.Calls(
                                "Let me look.",
                                List.of(
                                        new Answer.Call("read", "{\"path\":\"a.txt\"}"),
                                        new Answer.Call("list", "no json"))));
        assertThat(script.answer(withoutTools))
                .isEqualTo(new Answer.Text("I was given no tool to call."));
    }

    @Test
    void editsAreMadeFromTheShownFiles() throws Exception {
        Script script =
                ScriptFile.read(
                        file(
                                """
                                {"answers": [{
                                  "say": "Done.",
                                  "edits": [
                                    {"find": "two", "replace": "2"},
                                    {"create": {"path": "b/c.txt", "content": "new\\n"}}
                                  ]
                                }]}
                                """));

        assertThat(script.answer(REQUEST))
                .isEqualTo(
                        new Answer.Text(
                                """
                                Done.

                                a.txt
                                <<<<<<< SEARCH
                                one
                                two
                                =======
                                one
                                2
                                >>>>>>> REPLACE

                                b/c.txt
                                <<<<<<< SEARCH
                                =======
                                new
                                >>>>>>> REPLACE

                                """));
    }

    @Test
    void textThatIsNotShownIsNotEdited() throws Exception {
        Script script =
                ScriptFile.read(
                        file(
                                "{\"answers\":[{\"edits\":[{\"find\":\"three\",\"replace\":\"3\"}]}]}"));

        assertThat(script.answer(REQUEST))
                .isEqualTo(new Answer.Text("I can't see \"three\" in any file that I was shown."));
    }

    @Test
    void otherShapesAreRefusedByName() throws Exception {
        assertRefused("{}", " has no \"answers\"");
        assertRefused(
                "{\"answers\":[{\"replay\":\"x\"}]}",
                ", answer 1: must have one of [edits, reply, calls, cutOff, refused, brokenStream, malformed, failed, errorEvent, error, status, silence, stalled, nothing], but has []");
        assertRefused(
                "{\"answers\":[{\"reply\":7}]}", ", answer 1: must be a text that is not empty");
        assertRefused(
                "{\"answers\":[{\"reply\":\"a\"},{\"edits\":[{\"replace\":\"x\"}]}]}",
                ", answer 2: find: must be a text that is not empty");
        assertThatThrownBy(() -> ScriptFile.read(file("{")))
                .isInstanceOf(MalformedJsonException.class);
    }

    private void assertRefused(String json, String message) throws IOException {
        Path file = file(json);
        assertThatThrownBy(() -> ScriptFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + message);
    }
}
