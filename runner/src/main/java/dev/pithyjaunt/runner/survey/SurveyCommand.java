package dev.pithyjaunt.runner.survey;

import dev.pithyjaunt.agent.model.ConfiguredModels;
import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.prompt.TaskTooLongException;
import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.survey.Survey;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.runner.context.Briefing;
import dev.pithyjaunt.runner.context.Instructions;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Printable;
import dev.pithyjaunt.runner.execution.TaskSource;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

@Command(
        name = "survey",
        mixinStandardHelpOptions = true,
        description = {
            "Show what is found in a commit and, for a task, how its files rank and what the model would be told.",
            "It asks no model, needs no key and no network, and changes nothing.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:git can't read the commit, or its settings of this program are malformed",
            "2:wrong usage"
        })
public final class SurveyCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String HEAD = "HEAD";

    @Option(
            names = "--repo",
            paramLabel = "PATH",
            defaultValue = ".",
            description =
                    "A checkout, a folder in one, or a bare repository. Default: this folder.")
    private Path folder = Path.of(".");

    @Option(
            names = "--commit",
            paramLabel = "REV",
            defaultValue = HEAD,
            description =
                    "The commit; what is not committed is not looked at. Default: ${DEFAULT-VALUE}")
    private String revision = HEAD;

    @ArgGroup(exclusive = true)
    private @Nullable TaskSource task;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "Ranked files shown, at most. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(
            names = "--prompt",
            description =
                    "Print the prompt instead: the messages that a model would be sent for the task.")
    private boolean prompt;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description =
                    "The model whose tokens are measured. Default: the one that the settings name, or the default one.")
    private @Nullable String model;

    @Option(
            names = "--tokens",
            paramLabel = "COUNT",
            defaultValue = "24000",
            description = "Tokens of the prompt, at most. Default: ${DEFAULT-VALUE}")
    private int maxTokens;

    @Option(
            names = "--system-prompt",
            paramLabel = "FILE",
            description =
                    "Instructions for the model in place of the repository's own and the standard ones.")
    private @Nullable Path systemPrompt;

    @Option(
            names = "--json",
            description =
                    "Print all of it as one JSON object on standard output, the prompt with --prompt.")
    private boolean json;

    @Spec private CommandSpec spec;

    private final Interrupts interrupts;

    public SurveyCommand(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() {
        try {
            requireUsable();
            Repository repository = repository();
            SurveyResult result = result(repository, repository.tree(commit(repository)));
            print(result);
            return 0;
        } catch (IllegalArgumentException | TaskTooLongException e) {
            throw new ParameterException(
                    spec.commandLine(), Printable.text(String.valueOf(e.getMessage())), e);
        } catch (GitException e) {
            return interrupts.requestedAfterFailure() ? 130 : fail(e);
        } catch (MalformedSettingsException e) {
            return fail(e);
        } catch (CancellationException e) {
            return 130;
        }
    }

    private int fail(RuntimeException e) {
        spec.commandLine()
                .getErr()
                .println(Printable.text("jaunt survey: %s: %s".formatted(folder, e.getMessage())));
        return 1;
    }

    private void requireUsable() {
        if (prompt && task == null) {
            throw new IllegalArgumentException(
                    "--prompt needs a task: say it with --task or --task-file");
        }
        requirePositive("--limit", limit);
        requirePositive("--tokens", maxTokens);
        if (systemPrompt != null
                && !(Files.isRegularFile(systemPrompt) && Files.isReadable(systemPrompt))) {
            throw new IllegalArgumentException(
                    "--system-prompt %s can't be read".formatted(systemPrompt));
        }
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s %d: at least 1".formatted(option, value));
        }
    }

    private Repository repository() {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "--repo %s: there is no such folder".formatted(folder));
        }
        try {
            return Repository.at(folder, Deadline.in(LIMIT, InstantSource.system()));
        } catch (GitException e) {
            throw new IllegalArgumentException(
                    "--repo %s is not a git repository that can be read (%s)"
                            .formatted(folder, e.errors().strip().replaceAll("\\s+", " ")),
                    e);
        }
    }

    private String commit(Repository repository) {
        try {
            return repository.resolve(revision);
        } catch (GitException e) {
            throw new IllegalArgumentException(
                    revision.equals(HEAD)
                            ? "--repo %s has no commit yet: commit something first, or name one with --commit"
                                    .formatted(folder)
                            : "--commit %s: there is no such commit in %s"
                                    .formatted(revision, folder),
                    e);
        }
    }

    private SurveyResult result(Repository repository, CommitTree tree) {
        if (task == null) {
            return SurveyResult.of(tree.commit(), Survey.of(tree), Briefing.buildSystems(tree));
        }
        Briefing briefing = Briefing.of(task.read().text(), repository, tree);
        return SurveyResult.of(tree.commit(), briefing.ranking().survey(), briefing.buildSystems())
                .with(ranking(briefing.ranking().files()), prompt ? prompt(briefing, tree) : null);
    }

    private List<RankedPath> ranking(List<RankedFile> ranked) {
        List<RankedPath> paths = new ArrayList<>();
        for (RankedFile file : ranked.subList(0, Math.min(limit, ranked.size()))) {
            paths.add(RankedPath.of(paths.size() + 1, file));
        }
        return paths;
    }

    private ShownPrompt prompt(Briefing briefing, CommitTree tree) {
        Settings settings = Settings.ofThisProcess();
        ModelFacts facts = ConfiguredModels.factsIn(settings.values(), settings.catalog(), model);
        Policy policy = Policy.of(tree);
        return ShownPrompt.of(
                briefing.prompt(
                        policy,
                        Instructions.of(systemPrompt, policy, facts.editForm()),
                        facts.name(),
                        maxTokens),
                facts.name(),
                maxTokens);
    }

    private void print(SurveyResult result) {
        if (json) {
            System.out.println(Json.line(result));
            return;
        }
        List<String> lines =
                result.prompt() == null ? SurveyText.of(result) : SurveyText.of(result.prompt());
        lines.forEach(System.out::println);
    }
}
