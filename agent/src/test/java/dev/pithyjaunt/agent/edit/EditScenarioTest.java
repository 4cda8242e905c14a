package dev.pithyjaunt.agent.edit;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.syntax.SyntaxCheck;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder for each scenario: the files, the model's reply, and what comes of it: `expected` or
/// `refusal.txt`, and where it says something `fits.txt`, a line for each fit.
class EditScenarioTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/edits");

    static Stream<String> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void replyIsFittedOrRefused(String name) throws IOException {
        Path folder = SCENARIOS.resolve(name);
        StoredTree input = StoredTree.of(folder.resolve("input"));

        switch (outcome(name)) {
            case Fitting.Refused(List<Refusal> refusals) ->
                    assertThat(texts(refusals)).isEqualTo(text(folder, "refusal.txt"));
            case Fitting.Fitted fitted -> {
                assertThat(input.with(fitted).values())
                        .isEqualTo(StoredTree.of(folder.resolve("expected")).values());
                assertThat(folder.resolve("refusal.txt")).doesNotExist();
                if (Files.exists(folder.resolve("fits.txt"))) {
                    assertThat(lines(fitted.fits())).isEqualTo(text(folder, "fits.txt"));
                }
            }
        }
    }

    @Test
    void everyLeniencyAndEveryRungIsInAScenario() throws IOException {
        Set<Leniency> leniencies = EnumSet.noneOf(Leniency.class);
        Set<Rung> rungs = EnumSet.noneOf(Rung.class);
        for (String name : scenarios().toList()) {
            if (Files.exists(SCENARIOS.resolve(name).resolve("fits.txt"))
                    && outcome(name) instanceof Fitting.Fitted fitted) {
                for (Fitting.Fit fit : fitted.fits()) {
                    leniencies.addAll(fit.edit().origin().leniencies());
                    rungs.add(fit.rung());
                }
            }
        }

        assertThat(leniencies).containsExactly(Leniency.values());
        assertThat(rungs).containsExactly(Rung.values());
    }

    /// What comes of a scenario's reply. One that can't be read is refused with what is missing.
    private static Fitting outcome(String name) throws IOException {
        Path folder = SCENARIOS.resolve(name);
        return switch (ReplyReader.read(text(folder, "reply.md"))) {
            case Reply.Edits(List<Edit> edits, _) ->
                    Fitter.fit(edits, StoredTree.of(folder.resolve("input")), SyntaxCheck::finds);
            case Reply.Malformed(String path, String problem, String raw) ->
                    new Fitting.Refused(List.of(new Refusal(path, problem, "", raw)));
            case Reply.Question(String text) -> said("question", text);
            case Reply.NothingToChange(String reason) -> said("nothing to change", reason);
            case Reply.Prose(String text) -> said("prose", text);
        };
    }

    private static Fitting said(String what, String text) {
        return new Fitting.Refused(List.of(new Refusal(what, text, "", text)));
    }

    private static String texts(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::toModelFeedback).collect(Collectors.joining());
    }

    private static String lines(List<Fitting.Fit> fits) {
        return fits.stream()
                .map(fit ->
                        "%s:%d %s %+d %s"
                                        .formatted(
                                                fit.edit().path(),
                                                fit.line(),
                                                fit.rung(),
                                                fit.offset(),
                                                fit.edit().origin().leniencies().stream()
                                                        .sorted()
                                                        .map(Leniency::name)
                                                        .collect(Collectors.joining(" ")))
                                        .strip()
                                + "\n")
                .collect(Collectors.joining());
    }

    private static String text(Path folder, String file) throws IOException {
        return Files.readString(folder.resolve(file), UTF_8);
    }
}
