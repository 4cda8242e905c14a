package dev.pithyjaunt.github.actions;

import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.Fields;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Calls about runs of workflows.
///
/// Source: <https://docs.github.com/en/rest/actions/workflow-runs>
public record Runs(Session session, RepositoryName name) {

    private static final int CONFLICT = 409;

    /// The newest run whose title contains a text; empty when there is none, or not yet: a run
    /// shows in the list some time after its dispatch.
    ///
    /// @param event that began it, such as `repository_dispatch`
    /// @param since by GitHub's clock, to the second; earlier runs are not looked at
    public Optional<WorkflowRun> find(String event, Instant since, String titlePart) {
        Call call =
                Call.get(
                        "looking for the run \"%s\" in %s".formatted(titlePart, name),
                        "%s/actions/runs?event=%s&created=%s&per_page=100"
                                .formatted(
                                        name.path(),
                                        Call.encoded(event),
                                        Call.encoded(
                                                ">=" + since.truncatedTo(ChronoUnit.SECONDS))));
        return session.findFirst(
                        call,
                        "workflow_runs",
                        run -> run.findText("display_title").orElse("").contains(titlePart))
                .map(WorkflowRun::of);
    }

    /// @throws ForgeException when there is none of that id
    public WorkflowRun get(long id) {
        Fields run =
                session.send(Call.get("reading run %d of %s".formatted(id, name), path(id)))
                        .fields();
        return WorkflowRun.of(run);
    }

    /// Asks a run to end, as a person does.
    public Cancellation cancel(long id) {
        return end(id, "/cancel", "cancelling");
    }

    /// Ends a run that does not heed [#cancel]: jobs that run always don't either.
    public Cancellation forceCancel(long id) {
        return end(id, "/force-cancel", "forcing an end of");
    }

    private Cancellation end(long id, String how, String doing) {
        Call call =
                Call.post("%s run %d of %s".formatted(doing, id, name), path(id) + how, null)
                        .repeatable()
                        .expecting(CONFLICT);
        return session.send(call).isSuccess()
                ? Cancellation.ACCEPTED
                : Cancellation.NOT_CANCELLABLE;
    }

    private String path(long id) {
        return name.path() + "/actions/runs/" + id;
    }
}
