package dev.pithyjaunt.agent.transcript;

import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.Objection;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// A transcript read back: what it was about, and the calls of the model in order.
///
/// @param turns what each call brought, and what had been said before it
/// @param objections what the checks said against patches, in order
/// @param result absent when the work did not come to an end
/// @param isCut whether its last line was begun and not finished, as when a program is killed
public record Recording(
        TranscriptHead head,
        List<Turn> turns,
        List<Objection> objections,
        @Nullable String result,
        boolean isCut) {

    public Recording {
        turns = List.copyOf(turns);
        objections = List.copyOf(objections);
    }

    /// @param said all messages before the call, in order, as the file has them
    public record Turn(List<Message> said, Outcome outcome) {
        public Turn {
            said = List.copyOf(said);
        }
    }

    /// What a call brought.
    public sealed interface Outcome {
        record Answer(Completion completion) implements Outcome {}

        record Failure(ModelException exception) implements Outcome {}
    }

    /// Reads a file. A last line without a line end that is none of a transcript is left out.
    ///
    /// @throws IllegalArgumentException when it is no transcript; the message says which line is
    ///   not
    /// @throws UncheckedIOException when it can't be read
    public static Recording read(Path file) {
        String text = text(file);
        List<String> lines = text.lines().toList();
        Reader reader = new Reader();
        for (int i = 0; i < lines.size(); i++) {
            try {
                reader.take(Json.read(lines.get(i), TranscriptLine.class));
            } catch (MalformedJsonException | IllegalArgumentException | NullPointerException e) {
                if (i > 0 && i == lines.size() - 1 && !text.endsWith("\n")) {
                    return reader.recording(file, true);
                }
                throw new IllegalArgumentException(
                        "%s, line %d, is no line of a transcript".formatted(file, i + 1), e);
            }
        }
        return reader.recording(file, false);
    }

    /// Bytes that are no UTF-8 don't matter: a cut may be in the middle of a character.
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException("%s can't be read: %s".formatted(file, e), e);
        }
    }

    /// How a result is recorded, as `patched 3f2a…`.
    static TranscriptLine.Result resultOf(AgentResult result) {
        String kind =
                switch (result) {
                    case AgentResult.Patched _ -> "patched";
                    case AgentResult.Partial _ -> "partial";
                    case AgentResult.Refused _ -> "refused";
                    case AgentResult.Forbidden _ -> "forbidden";
                    case AgentResult.Asks _ -> "asks";
                    case AgentResult.NothingToChange _ -> "nothing_to_change";
                    case AgentResult.Failed _ -> "failed";
                };
        Optional<AgentResult.Patched> patched =
                switch (result) {
                    case AgentResult.Patched made -> Optional.of(made);
                    case AgentResult.Partial(AgentResult.Patched made, _) -> Optional.of(made);
                    default -> Optional.empty();
                };
        return new TranscriptLine.Result(
                kind, patched.map(made -> digest(made.patch().bytes())).orElse(null));
    }

    /// A result in the words of [#result()].
    public static String inWords(AgentResult result) {
        return inWords(resultOf(result));
    }

    private static String inWords(TranscriptLine.Result result) {
        return result.patch() == null
                ? result.kind()
                : "%s, patch %.12s".formatted(result.kind(), result.patch());
    }

    private static String digest(byte[] patch) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(patch));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final class Reader {

        private final List<Message> said = new ArrayList<>();
        private final List<Turn> turns = new ArrayList<>();
        private final List<Objection> objections = new ArrayList<>();
        private @Nullable TranscriptHead head;
        private @Nullable String result;

        void take(TranscriptLine line) {
            switch (line.role()) {
                case "execution" -> head = Objects.requireNonNull(line.execution());
                case "system" -> said.add(new Message.System(text(line)));
                case "user" -> said.add(new Message.User(text(line)));
                case "tool" ->
                        said.add(
                                new Message.ToolAnswer(
                                        Objects.requireNonNull(line.callId()),
                                        Objects.requireNonNullElse(line.tool(), ""),
                                        text(line)));
                case "assistant" ->
                        said.add(
                                new Message.Assistant(
                                        text(line),
                                        Objects.requireNonNullElse(line.calls(), List.of()),
                                        null));
                case "answered" -> answered(line);
                case "failed" ->
                        turns.add(
                                new Turn(
                                        said,
                                        new Outcome.Failure(
                                                failure(Objects.requireNonNull(line.failure())))));
                case "objected" ->
                        objections.add(
                                objection(text(line), Objects.requireNonNull(line.objection())));
                case "result" -> result = inWords(Objects.requireNonNull(line.result()));
                default -> {}
            }
        }

        private static String text(TranscriptLine line) {
            return Objects.requireNonNullElse(line.text(), "");
        }

        /// The message before it is its answer.
        private void answered(TranscriptLine line) {
            if (said.isEmpty() || !(said.getLast() instanceof Message.Assistant answer)) {
                throw new IllegalArgumentException("an answer without its message");
            }
            turns.add(
                    new Turn(
                            said.subList(0, said.size() - 1),
                            new Outcome.Answer(
                                    new Completion(
                                            answer.text(),
                                            answer.calls(),
                                            null,
                                            Objects.requireNonNull(line.ending()),
                                            Objects.requireNonNull(line.usage())))));
        }

        private static Objection objection(String summary, TranscriptLine.Objected objected) {
            return new Objection(objected.failures(), summary, objected.feedback());
        }

        private static ModelException failure(TranscriptLine.Failure failure) {
            return new ModelException(
                    failure.provider(),
                    failure.status() == null
                            ? OptionalInt.empty()
                            : OptionalInt.of(failure.status()),
                    failure.reason(),
                    Optional.ofNullable(failure.retryAfterMillis()).map(Duration::ofMillis),
                    failure.message(),
                    null);
        }

        Recording recording(Path file, boolean isCut) {
            if (head == null) {
                throw new IllegalArgumentException(
                        file
                                + " does not begin with what its execution was; it can't be played again");
            }
            return new Recording(head, turns, objections, result, isCut);
        }
    }
}
