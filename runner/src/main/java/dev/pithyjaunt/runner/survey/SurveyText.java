package dev.pithyjaunt.runner.survey;

import dev.pithyjaunt.agent.build.BuildCommand;
import dev.pithyjaunt.agent.build.BuildSystem;
import dev.pithyjaunt.agent.build.EntryDocument;
import dev.pithyjaunt.agent.prompt.Visible;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A survey in lines for people. Names of the repository are [Visible] in it.
final class SurveyText {

    /// Paths named of each kind that is left out; the others are counted.
    private static final int MAX_PATHS = 3;

    private static final int MAX_DOCUMENTS = 10;

    private final List<String> lines = new ArrayList<>();

    private SurveyText() {}

    static List<String> of(SurveyResult result) {
        SurveyText text = new SurveyText();
        text.line("commit  %s".formatted(result.commit()));
        text.line("files   %,d: %s".formatted(result.files(), kinds(result.kinds())));
        text.languages(result.languages());
        text.buildSystems(result.buildSystems());
        text.documents(result.documents());
        text.leftOut(result);
        if (result.ranking() != null) {
            text.ranking(result.ranking());
        }
        return text.lines;
    }

    /// The two messages between lines that separate them, and what is known of them.
    static List<String> of(ShownPrompt prompt) {
        SurveyText text = new SurveyText();
        text.line("===== system =====");
        text.lines.add(withoutLastEnd(prompt.system()));
        text.line("===== user =====");
        text.lines.add(withoutLastEnd(prompt.user()));
        text.line("===== end =====");
        text.line(
                "about %,d tokens of %,d, for %s"
                        .formatted(
                                prompt.tokens(), prompt.maxTokens(), Visible.name(prompt.model())));
        if (!prompt.omitted().isEmpty()) {
            text.line("left out, or not whole:");
            prompt.omitted().forEach(omitted -> text.line("  %s".formatted(Visible.name(omitted))));
        }
        return text.lines;
    }

    private static String withoutLastEnd(String message) {
        return message.endsWith("\n") ? message.substring(0, message.length() - 1) : message;
    }

    private static String kinds(Map<FileGroup, Integer> kinds) {
        return kinds.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey().words()))
                .collect(Collectors.joining(", "));
    }

    private void languages(List<SurveyResult.Language> languages) {
        if (!languages.isEmpty()) {
            heading("%-24s %7s %9s".formatted("languages", "files", "lines"));
        }
        for (SurveyResult.Language language : languages) {
            line(
                    "  %-22s %,7d %,9d"
                            .formatted(language.name(), language.files(), language.lines()));
        }
    }

    private void buildSystems(List<BuildSystem> systems) {
        if (!systems.isEmpty()) {
            heading("build systems");
        }
        for (BuildSystem system : systems) {
            line("  %s: %s".formatted(system.name(), Visible.name(system.manifest())));
            for (BuildCommand command : system.commands()) {
                line(
                        "    %-7s %s (%s)"
                                .formatted(
                                        purpose(command),
                                        Visible.name(command.line()),
                                        Visible.name(command.source())));
            }
            system.problems()
                    .forEach(problem -> line("    problem %s".formatted(Visible.name(problem))));
        }
    }

    private static String purpose(BuildCommand command) {
        return switch (command.purpose()) {
            case SET_UP -> "set up";
            case TEST -> "test";
            case LINT -> "lint";
        };
    }

    private void documents(List<EntryDocument> documents) {
        if (!documents.isEmpty()) {
            heading("to be read first");
        }
        documents.stream()
                .limit(MAX_DOCUMENTS)
                .forEach(document -> line("  %s".formatted(Visible.name(document.path()))));
        if (documents.size() > MAX_DOCUMENTS) {
            line("  and %,d more".formatted(documents.size() - MAX_DOCUMENTS));
        }
    }

    private void leftOut(SurveyResult result) {
        if (!result.leftOut().isEmpty()) {
            heading("left out");
        }
        Map<FileGroup, List<SurveyResult.LeftOut>> byKind =
                result.leftOut().stream()
                        .collect(Collectors.groupingBy(SurveyResult.LeftOut::kind));
        for (FileGroup kind : FileGroup.values()) {
            List<SurveyResult.LeftOut> files = byKind.getOrDefault(kind, List.of());
            if (!files.isEmpty()) {
                line("  %-10s %s".formatted(kind.words(), paths(files)));
            }
        }
        result.problems().forEach(problem -> line("  %s".formatted(Visible.name(problem))));
    }

    private static String paths(List<SurveyResult.LeftOut> files) {
        String more =
                files.size() > MAX_PATHS ? " and %,d more".formatted(files.size() - MAX_PATHS) : "";
        return files.stream()
                .limit(MAX_PATHS)
                .map(file -> Visible.name(file.path()))
                .collect(Collectors.joining(", ", "", more));
    }

    private void ranking(List<RankedPath> ranking) {
        heading(ranking.isEmpty() ? "no file has to do with the task" : "files for the task");
        for (RankedPath file : ranking) {
            line(
                    "  %3d  %5.2f  %s"
                            .formatted(file.rank(), file.score(), Visible.name(file.path())));
            line(
                    "              %s"
                            .formatted(
                                    file.signals().entrySet().stream()
                                            .map(signal ->
                                                    "%s %.2f"
                                                            .formatted(
                                                                    RankedPath.words(
                                                                            signal.getKey()),
                                                                    signal.getValue()))
                                            .collect(Collectors.joining(", "))));
        }
    }

    private void heading(String text) {
        lines.add("");
        lines.add(text);
    }

    private void line(String text) {
        lines.add(text);
    }
}
