package dev.pithyjaunt.runner.replay;

import dev.pithyjaunt.agent.AgentEvent;
import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.Objection;
import dev.pithyjaunt.agent.Patience;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.agent.prompt.TaskTooLongException;
import dev.pithyjaunt.agent.transcript.RecordedModels;
import dev.pithyjaunt.agent.transcript.RecordedTrial;
import dev.pithyjaunt.agent.transcript.Recording;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Printable;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.generate.Work;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Play the conversation of a transcript.jsonl again, without a model: the same commit, the same answers. Tells where it goes another way than it was recorded.",
            "Exit code 0 when it goes the same way to the same result, 1 when it does not."
        })
public final class ReplayCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Parameters(paramLabel = "TRANSCRIPT", description = "A transcript.jsonl.")
    private Path transcript = Path.of("");

    @Option(
            names = "--repo",
            required = true,
            paramLabel = "DIR",
            description = "A repository that holds the base commit; it is only read.")
    private Path repository = Path.of("");

    @Option(
            names = "--system-prompt",
            paramLabel = "FILE",
            description =
                    "The instructions that the recorded execution was given with this option.")
    private @Nullable Path systemPrompt;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec;

    private final Progress progress = Progress.onStandardError();

    @Override
    public Integer call() {
        try {
            Recording recording = Recording.read(transcript);
            if (recording.isCut()) {
                progress.say(
                        "note: the last line of %s was not finished; it is left out"
                                .formatted(transcript));
            }
            ReplayResult result = play(recording);
            spec.commandLine()
                    .getOut()
                    .print(json ? Json.pretty(result) + "\n" : Printable.text(result.inWords()));
            spec.commandLine().getOut().flush();
            return result.isSame() ? 0 : 1;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (GitException | MalformedSettingsException | TaskTooLongException e) {
            spec.commandLine().getErr().println("jaunt replay: " + e.getMessage());
            return 1;
        }
    }

    private ReplayResult play(Recording recording) {
        Deadline deadline = Deadline.in(LIMIT, InstantSource.system());
        Path folder = scratch();
        try {
            Work work =
                    Work.prepare(
                            new Work.Assignment(
                                    recording.head().task().description(),
                                    recording.head().baseCommit(),
                                    recording.head().limits(),
                                    Objects.requireNonNullElse(recording.head().rounds(), 0),
                                    recording.head().models(),
                                    systemPrompt,
                                    folder.resolve("scratch")),
                            source(recording.head().baseCommit(), deadline));
            RecordedModels models = new RecordedModels(recording);
            AgentResult result =
                    work.agent(
                                    new Work.Counterparts(
                                            models.models(),
                                            new Patience(_ -> {}, () -> 0),
                                            new RecordedTrial(recording)),
                                    this::tell,
                                    InstantSource.system(),
                                    deadline)
                            .run(work.prompt(), deadline);
            return new ReplayResult(
                    models.played(),
                    recording.turns().size(),
                    models.divergence().orElse(null),
                    Recording.inWords(result),
                    recording.result());
        } finally {
            ExecutionFolder.delete(folder);
        }
    }

    private Repository source(String commit, Deadline deadline) {
        Repository source = Repository.at(repository, deadline);
        try {
            source.resolve(commit);
        } catch (GitException e) {
            if (deadline.hasPassed()) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "--repo %s does not hold the commit %s that the transcript begins with"
                            .formatted(repository, commit),
                    e);
        }
        return source;
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("jaunt-replay");
        } catch (IOException e) {
            throw new UncheckedIOException("making a folder for the replay", e);
        }
    }

    private void tell(AgentEvent event) {
        switch (event) {
            case AgentEvent.Asking(int attempt, String provider, String model) ->
                    progress.say("playing %s (%s), attempt %d".formatted(provider, model, attempt));
            case AgentEvent.Looked(String tool, String argument, String outcome) ->
                    progress.say("%s %s: %s".formatted(tool, argument, outcome));
            case AgentEvent.Rejected(_, String reason) -> progress.say("not usable: " + reason);
            case AgentEvent.Objected(_, Objection objection) ->
                    progress.say("checks newly fail: " + objection.summary());
            case AgentEvent.CallFailed(ModelException failure) ->
                    progress.say("failed: " + failure.getMessage());
            case AgentEvent.FellBack(_, String provider, String model) ->
                    progress.say("%s (%s) takes over".formatted(provider, model));
            default -> {}
        }
    }
}
