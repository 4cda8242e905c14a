package dev.pithyjaunt.server.repository.survey;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;

import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.platform.BackgroundWork;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryLook;
import dev.pithyjaunt.server.repository.RepositoryStore;

import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Makes the surveys that were asked for. Done twice, the later one counts.
@Component
final class Surveys {

    static final TaskDescriptor<Void> WORK = TaskDescriptor.of("repository-survey");

    private static final Duration FETCH_LIMIT = Duration.ofMinutes(1);

    private final ReportStore reports;
    private final RepositoryStore repositories;
    private final RepositoryLook look;
    private final SurveyProgram program;
    private final BackgroundWork work;
    private final Database database;
    private final Path folders;
    private final InstantSource clock;

    Surveys(
            ReportStore reports,
            RepositoryStore repositories,
            RepositoryLook look,
            SurveyProgram program,
            BackgroundWork work,
            Database database,
            Settings settings,
            InstantSource clock) {
        this.reports = reports;
        this.repositories = repositories;
        this.look = look;
        this.program = program;
        this.work = work;
        this.database = database;
        this.folders = settings.dataDirectory().resolve("surveys");
        this.clock = clock;
    }

    /// Asks for one, unless one waits or runs.
    void ask(String repositoryId) {
        String askId = Id.next();
        database.write(_ -> {
            boolean asked = reports.ask(repositoryId, askId);
            if (asked) {
                work.schedule(WORK.instance(askId).build(), clock.instant());
            }
            return asked;
        });
    }

    void perform(String askId) {
        // A server that died may have left it.
        delete(folders.resolve(askId));
        Optional<ConnectedRepository> repository = reports.begin(askId).flatMap(repositories::find);
        if (repository.isEmpty()) {
            return;
        }
        try {
            survey(askId, repository.get());
        } catch (CancellationException e) {
            throw e;
        } catch (GitException e) {
            reports.fail(askId, e.errors().isBlank() ? e.getMessage() : e.errors().strip());
        } catch (IllegalArgumentException
                | IllegalStateException
                | ForgeException
                | UncheckedIOException e) {
            reports.fail(askId, String.valueOf(e.getMessage()));
        }
    }

    private void survey(String askId, ConnectedRepository repository) {
        look.requireAllowed(repository);
        Deadline deadline = Deadline.in(FETCH_LIMIT, clock);
        RepositoryAddress source = look.address(repository.url(), deadline);
        String branch = repository.defaultBranch();
        String commit = source.head(Optional.of(branch), deadline).commit();
        Path folder = folders.resolve(askId);
        try {
            Repository fetched = Repository.fetched(source, commit, folder, deadline);
            reports.done(askId, commit, branch, program.survey(fetched.directory(), commit));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try {
            boolean _ = FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + folder, e);
        }
    }
}
