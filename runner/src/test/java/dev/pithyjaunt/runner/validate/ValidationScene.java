package dev.pithyjaunt.runner.validate;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.sandbox.SandboxMissingException;
import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.TestRepository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A repository with a base commit, a patch to it, and the folder of an execution that is to be
/// validated. Nothing is kept outside the scene's folder.
final class ValidationScene {

    /// What one command may take, so that it is soon at its limits.
    static final CheckLimits LIMITS = new CheckLimits(60, 1_024, 400, 64, 4);

    final TestRepository repository;

    /// What is said of the progress.
    final List<String> said = new ArrayList<>();

    private final Path folder;
    private Checking checking = new Checking(CheckMode.SANDBOX, List.of(), 0, LIMITS);
    private Duration time = Duration.ofMinutes(5);
    private String base = "";
    private byte[] patch = {};

    ValidationScene(Path folder) {
        this.folder = folder;
        this.repository = TestRepository.create(folder.resolve("repository"));
    }

    /// Skips the test where a program is not on the machine.
    static void needs(String... programs) {
        List<String> folders = List.of(System.getenv("PATH").split(":", -1));
        for (String program : programs) {
            assumeTrue(
                    folders.stream()
                            .anyMatch(path -> Files.isExecutable(Path.of(path).resolve(program))),
                    program + " is not on this machine");
        }
    }

    /// Writes files of the base commit, and commits them.
    ValidationScene base(Map<String, String> files) {
        files.forEach(repository::write);
        base = repository.commit("base");
        return this;
    }

    /// Makes a patch that writes files; a file without content is deleted.
    ValidationScene patch(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getValue().isEmpty()) {
                Files.delete(repository.path().resolve(file.getKey()));
            } else {
                repository.write(file.getKey(), file.getValue());
            }
        }
        String patched = repository.commit("patched");
        patch =
                (repository.git("diff", "--binary", "--full-index", base, patched) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        repository.git("reset", "--quiet", "--hard", base);
        return this;
    }

    /// Asks for these commands in place of those that the repository names.
    ValidationScene commands(String... commands) {
        checking = new Checking(checking.mode(), List.of(commands), 0, LIMITS);
        return this;
    }

    ValidationScene in(CheckMode mode) {
        checking = checking.in(mode);
        return this;
    }

    ValidationScene within(Duration limit) {
        time = limit;
        return this;
    }

    Patch patch() {
        return Patch.parse(patch);
    }

    /// The folder of the execution.
    Path out() {
        return folder.resolve("execution");
    }

    /// A file of the execution's folder.
    String file(String name) throws IOException {
        return Files.readString(out().resolve(name));
    }

    /// The checks of the base commit, ready for patches.
    Examination examination() {
        Repository source = Repository.at(repository.path(), deadline());
        Checks.Work work =
                new Checks.Work(
                        request(),
                        source,
                        source.tree(base),
                        folder.resolve("checks"),
                        deadline(),
                        progress(),
                        new Redactor(List.of()));
        try {
            return Checks.of(work).open(kept());
        } catch (SandboxMissingException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    /// Runs the phase in this process, in a sandbox or not at all.
    Evidence validate() throws IOException {
        ExecutionFolder execution = execution();
        Evidence evidence =
                new Validation(execution, execution.request(), progress(), Interrupts.never())
                        .run(repository.path(), kept());
        skipWithoutSandbox(said.toString());
        return evidence;
    }

    /// Starts the built program for the phase.
    JauntProcess start(Map<String, String> settings, String... options) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "validate",
                                "--folder",
                                execution().path().toString(),
                                "--checkout",
                                repository.path().toString()));
        words.addAll(List.of(options));
        return JauntProcess.start(folder, settings, words);
    }

    static void skipWithoutSandbox(String said) {
        assumeTrue(!said.contains("can't be run in a sandbox here"), said);
    }

    /// What the phase left.
    Evidence evidence() {
        return ExecutionFolder.open(out()).evidence().orElseThrow();
    }

    /// A file that checks can read, since it lies among git's objects, and that is there from the
    /// moment when something is run again: what looks for it is flaky, whatever the clock says.
    Path marker() {
        return repository.path().resolve(".git/objects/is-run-again");
    }

    /// Every file that was written in the scene but the repository, as one text.
    String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(repository.path())) {
                    all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all.toString();
    }

    private ExecutionFolder execution() throws IOException {
        ExecutionFolder execution =
                Files.exists(out()) ? new ExecutionFolder(out()) : ExecutionFolder.create(out());
        execution.write(request());
        Files.write(execution.patch(), patch);
        return execution;
    }

    private ExecutionRequest request() {
        return new ExecutionRequest(
                Id.next(),
                Id.next(),
                1,
                null,
                repository.path().toString(),
                new ExecutionRequest.Base("main", base),
                new ExecutionRequest.Task("Task", "Task"),
                new ExecutionRequest.ModelChoice(null, null),
                ExecutionRequest.Limits.until(deadline().at()),
                new ExecutionRequest.Options(checking, repository.path().toString(), true));
    }

    private Deadline deadline() {
        return Deadline.in(time, InstantSource.system());
    }

    private Progress progress() {
        return Progress.onStandardError().alsoTo((_, text) -> listen(text));
    }

    private void listen(String text) {
        said.add(text);
        if (text.equals("it fails newly, so it is run again")) {
            try {
                Files.writeString(marker(), "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Kept kept() {
        return new Kept(folder.resolve("kept"));
    }
}
