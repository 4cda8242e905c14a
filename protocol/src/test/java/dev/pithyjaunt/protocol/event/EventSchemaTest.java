package dev.pithyjaunt.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.protocol.EditCount;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.event.EventReading.Fault;
import dev.pithyjaunt.protocol.event.EventReading.Malformed;
import dev.pithyjaunt.protocol.event.EventReading.Read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class EventSchemaTest {

    private static final Instant AT = Instant.parse("2026-11-22T09:30:00.125Z");
    private static final Event.Origin ORIGIN =
            new Event.Origin("task-1", "execution-1", 1, "generate", AT);
    private static final String HEAD =
            "\"taskId\":\"task-1\",\"executionId\":\"execution-1\",\"runAttempt\":1,\"phase\":\"generate\",\"occurredAt\":\"2026-11-22T09:30:00.125Z\"";
    private static final Event.Change NO_CHANGE = new Event.Change(null, null, null, null, null);

    private final EventSchema schema = new EventSchema();

    static Stream<Event> events() {
        return Stream.of(
                new Event.Started(ORIGIN, 17L, "https://github.com/o/r/actions/runs/17"),
                new Event.Started(ORIGIN, null, null),
                new Event.Log(
                        ORIGIN,
                        List.of(new LogLine(1, AT, LogLine.Level.INFO, "surveyed 3 files")),
                        null),
                new Event.Log(ORIGIN, List.of(), "one\ntwo\n"),
                new Event.Progress(ORIGIN),
                ended(),
                new Event.Ended(
                        Event.Type.NEEDS_CLARIFICATION,
                        ORIGIN,
                        NO_CHANGE,
                        null,
                        null,
                        null,
                        "Which of the two?",
                        null,
                        Map.of()));
    }

    private static Event.Ended ended() {
        return new Event.Ended(
                Event.Type.COMPLETED,
                ORIGIN,
                new Event.Change("pj/task-1", "a".repeat(40), "b".repeat(40), null, 7),
                new Usage(
                        List.of(
                                new Usage.Call(
                                        "openai", "gpt-5", 900, 100, 0, 50, 10, true, 1.5, null))),
                new EvidenceSummary(
                        Evidence.Verdict.NO_NEW_FAILURE,
                        List.of(
                                new EvidenceSummary.Check(
                                        "./test.sh", Evidence.Comparison.NEWLY_FAILS, null, 1, 3)),
                        2.5),
                new ExecutionError(ExecutionError.Category.INTERNAL, "a note"),
                null,
                null,
                Map.of("generate", new LineCount.Counter().add("a").count()),
                List.of(new EditCount("openai", "gpt-5", "search_replace", 3, 2)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsWrittenIsReadAsTheSame(Event event) {
        assertThat(schema.read(event.json())).isEqualTo(new Read(event));
    }

    @Test
    void bodyIsFlatAndBeginsWithItsType() {
        assertThat(new String(new Event.Progress(ORIGIN).json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"task.progress\"," + HEAD + "}");
        assertThat(new String(ended().json(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"type\":\"task.completed\","
                                + HEAD
                                + ",\"branchName\":\"pj/task-1\",\"baseCommit\":\"%s\",\"headCommit\":\"%s\",\"prNumber\":7"
                                        .formatted("a".repeat(40), "b".repeat(40))
                                + ",\"usage\":{\"calls\":[{\"provider\":\"openai\",\"model\":\"gpt-5\",\"inputTokens\":900,\"cachedInputTokens\":100,\"cacheWriteTokens\":0,\"outputTokens\":50,\"reasoningTokens\":10,\"counted\":true,\"seconds\":1.5}]}"
                                + ",\"evidence\":{\"verdict\":\"no_new_failure\",\"checks\":[{\"command\":\"./test.sh\",\"comparison\":\"newly_fails\",\"patchedExitCode\":1,\"newFailures\":3}],\"seconds\":2.5}"
                                + ",\"error\":{\"category\":\"internal\",\"message\":\"a note\"}"
                                + ",\"lineCounts\":{\"generate\":{\"count\":1,\"checksum\":\"sha256:87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7\"}}"
                                + ",\"edits\":[{\"provider\":\"openai\",\"model\":\"gpt-5\",\"form\":\"search_replace\",\"stated\":3,\"fitted\":2}]}");
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(read("{\"type\":\"task.progress\",\"new\":{\"x\":[1]}," + HEAD + "}"))
                .isEqualTo(new Read(new Event.Progress(ORIGIN)));
    }

    @Test
    void unknownTypeIsRefused() {
        assertThat(faults("{\"type\":\"task.exploded\"," + HEAD + "}"))
                .extracting(Fault::field)
                .containsExactly("/type");
    }

    @Test
    void missingFieldsAreNamed() {
        assertThat(faults("{\"type\":\"task.started\"}"))
                .containsExactlyInAnyOrder(
                        new Fault("/taskId", "is missing"),
                        new Fault("/executionId", "is missing"),
                        new Fault("/runAttempt", "is missing"),
                        new Fault("/phase", "is missing"),
                        new Fault("/occurredAt", "is missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "task.failed, /error",
        "task.needs_clarification, /question",
        "task.log, /lines",
    })
    void eachTypeNeedsItsOwnFields(String type, String missing) {
        assertThat(faults("{\"type\":\"%s\",%s}".formatted(type, HEAD)))
                .containsExactly(new Fault(missing, "is missing"));
    }

    @Test
    void fieldInsideALineIsNamed() {
        assertThat(
                        faults(
                                "{\"type\":\"task.log\",%s,\"lines\":[{\"sequence\":0,\"at\":\"2026-11-22T09:30:00Z\",\"level\":\"loud\",\"text\":\"x\"}]}"
                                        .formatted(HEAD)))
                .extracting(Fault::field)
                .containsExactlyInAnyOrder("/lines/0/sequence", "/lines/0/level");
    }

    @ParameterizedTest
    @CsvSource({
        "taskId, Task",
        "executionId, ../x",
        "phase, Generate",
        "occurredAt, yesterday",
        "occurredAt, 2026-13-01T00:00:00Z",
    })
    void wrongValuesAreNamed(String field, String value) {
        String body =
                ("{\"type\":\"task.progress\"," + HEAD + "}")
                        .replaceFirst(
                                "\"%s\":\"[^\"]*\"".formatted(field),
                                "\"%s\":\"%s\"".formatted(field, value));
        assertThat(faults(body)).extracting(Fault::field).containsExactly("/" + field);
    }

    @Test
    void dayThatDoesNotExistIsRefused() {
        String body =
                ("{\"type\":\"task.progress\"," + HEAD + "}").replace("2026-11-22", "2026-02-30");
        assertThat(read(body)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{", "[]", "null", "1", "{\"type\":1}", "{} {}"})
    void whatIsNoEventIsMalformed(String body) {
        assertThat(read(body)).isInstanceOf(Malformed.class);
    }

    @Test
    void bytesThatAreNoTextAreMalformed() {
        byte[] bytes = new byte[300];
        Arrays.fill(bytes, (byte) 0xC3);
        assertThat(schema.read(bytes)).isInstanceOf(Malformed.class);
    }

    @Test
    void tooMuchIsRefused() {
        assertThat(
                        faults(
                                "{\"type\":\"task.log\",%s,\"lines\":[{\"sequence\":1,\"at\":\"2026-11-22T09:30:00Z\",\"level\":\"info\",\"text\":\"%s\"}]}"
                                        .formatted(HEAD, "x".repeat(8001))))
                .extracting(Fault::field)
                .containsExactly("/lines/0/text");
        assertThat(
                        faults(
                                "{\"type\":\"task.log\",%s,\"logs\":\"%s\"}"
                                        .formatted(HEAD, "x".repeat(102_401))))
                .extracting(Fault::field)
                .containsExactly("/logs");
    }

    @Test
    void faultsAreBounded() {
        String bad = "{\"sequence\":0}";
        assertThat(
                        faults(
                                "{\"type\":\"task.log\",%s,\"lines\":[%s]}"
                                        .formatted(
                                                HEAD,
                                                String.join(
                                                        ",",
                                                        java.util.Collections.nCopies(100, bad)))))
                .hasSize(EventSchema.MAX_FAULTS);
    }

    @ParameterizedTest
    @EnumSource(Event.Type.class)
    void schemaNamesEveryType(Event.Type type) {
        assertThat(EventSchema.text()).contains("\"" + type.wireName() + "\"");
    }

    @Test
    void schemaNamesEveryConstant() {
        assertThat(Stream.of(ExecutionError.Category.values()))
                .allSatisfy(category ->
                        assertThat(EventSchema.text()).contains("\"" + lower(category) + "\""));
        assertThat(Stream.of(Evidence.Verdict.values()))
                .allSatisfy(verdict ->
                        assertThat(EventSchema.text()).contains("\"" + lower(verdict) + "\""));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void moreEditsThatFitThanWereStatedAreRefused() {
        assertThat(faults(endedWith("\"stated\":2,\"fitted\":3")))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.problem())
                                .contains(
                                        "3 of 2 edits fitted: expected no more than were stated"));
        assertThat(faults(endedWith("\"stated\":2,\"fitted\":-1")))
                .extracting(Fault::field)
                .containsExactly("/edits/0/fitted");
    }

    private static String endedWith(String counts) {
        return "{\"type\":\"task.completed\","
                + HEAD
                + ",\"edits\":[{\"provider\":\"p\",\"model\":\"m\",\"form\":\"whole_file\","
                + counts
                + "}]}";
    }

    @Test
    void senderThatCountsNoNewFailuresHasNone() {
        String body =
                "{\"type\":\"task.completed\",%s,\"evidence\":{\"verdict\":\"no_new_failure\",\"checks\":[{\"command\":\"make\",\"comparison\":\"passes\"%s}],\"seconds\":1}}";

        assertThat(read(body.formatted(HEAD, "")))
                .isEqualTo(read(body.formatted(HEAD, ",\"newFailures\":0")));
        assertThat(read(body.formatted(HEAD, ""))).isInstanceOf(Read.class);
        assertThat(faults(body.formatted(HEAD, ",\"newFailures\":-1")))
                .extracting(Fault::field)
                .containsExactly("/evidence/checks/0/newFailures");
    }

    @Test
    void onlyAFinalEventEnds() {
        assertThat(ended().status()).isEqualTo(TaskStatus.COMPLETED);
        assertThatThrownBy(() ->
                        new Event.Ended(
                                Event.Type.LOG,
                                ORIGIN,
                                NO_CHANGE,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task.log is not a final event");
    }

    private EventReading read(String body) {
        return schema.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private List<Fault> faults(String body) {
        return read(body) instanceof Malformed(List<Fault> faults) ? faults : List.of();
    }
}
