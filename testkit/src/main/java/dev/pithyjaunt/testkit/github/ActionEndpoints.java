package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Workflows, runs, jobs, and what a repository allows Actions.
final class ActionEndpoints {

    private static final String ACTIONS = "/repos/{owner}/{repo}/actions";

    private ActionEndpoints() {}

    static List<Route> routes() {
        return List.of(
                Route.granted(
                        "GET", ACTIONS + "/workflows", "actions:read", ActionEndpoints::workflows),
                Route.granted(
                        "GET",
                        ACTIONS + "/workflows/{workflow_id}",
                        "actions:read",
                        call ->
                                Reply.json(
                                        200,
                                        call.views().workflow(call.repository(), workflow(call)))),
                Route.granted("GET", ACTIONS + "/runs", "actions:read", ActionEndpoints::runs),
                Route.granted(
                        "GET",
                        ACTIONS + "/runs/{run_id}",
                        "actions:read",
                        call -> Reply.json(200, call.views().run(run(call)))),
                Route.granted(
                        "GET",
                        ACTIONS + "/runs/{run_id}/jobs",
                        "actions:read",
                        ActionEndpoints::jobs),
                Route.granted(
                        "POST",
                        ACTIONS + "/runs/{run_id}/cancel",
                        "actions:write",
                        call -> cancel(call, false)),
                Route.granted(
                        "POST",
                        ACTIONS + "/runs/{run_id}/force-cancel",
                        "actions:write",
                        call -> cancel(call, true)),
                Route.granted(
                        "GET",
                        ACTIONS + "/permissions",
                        "administration:read",
                        ActionEndpoints::permissions),
                Route.granted(
                        "GET",
                        ACTIONS + "/permissions/workflow",
                        "administration:read",
                        ActionEndpoints::workflowPermissions),
                Route.granted(
                        "GET", ACTIONS + "/secrets", "secrets:read", ActionEndpoints::secrets));
    }

    /// The one that the path names by number or by file name.
    static WorkflowFile workflow(Call call) {
        StandInRepository repository = call.repository();
        String wanted = call.parameter("workflow_id");
        return WorkflowFile.of(repository, "refs/heads/" + repository.defaultBranch()).stream()
                .filter(file ->
                        file.path().endsWith("/" + wanted)
                                || Long.toString(repository.workflowId(file.path())).equals(wanted))
                .findFirst()
                .orElseThrow(Refused::notFound);
    }

    private static Reply workflows(Call call) {
        StandInRepository repository = call.repository();
        List<WorkflowFile> all =
                WorkflowFile.of(repository, "refs/heads/" + repository.defaultBranch());
        return Page.of(
                call.ask(), "workflows", all, file -> call.views().workflow(repository, file));
    }

    private static StandInRun run(Call call) {
        String id = call.parameter("run_id");
        StandInRun run =
                id.matches("[0-9]{1,18}")
                        ? call.repository().runsById().get(Long.valueOf(id))
                        : null;
        if (run == null) {
            throw Refused.notFound();
        }
        return run;
    }

    private static Reply runs(Call call) {
        Ask ask = call.ask();
        Predicate<StandInRun> wanted = created(ask.parameter("created").orElse(""));
        List<StandInRun> runs =
                call.repository().runsById().descendingMap().values().stream()
                        .filter(wanted)
                        .filter(run -> is(ask, "event", run.origin().event()))
                        .filter(run -> is(ask, "head_sha", run.origin().commit()))
                        .filter(run -> is(ask, "actor", run.origin().actor()))
                        .filter(run ->
                                is(
                                        ask,
                                        "branch",
                                        run.origin().ref().replaceFirst("refs/heads/", "")))
                        .filter(run ->
                                is(ask, "status", run.status())
                                        || is(ask, "status", "" + run.conclusion()))
                        .toList();
        return Page.of(ask, "workflow_runs", runs, call.views()::run);
    }

    private static boolean is(Ask ask, String parameter, String value) {
        return ask.parameter(parameter).filter(wanted -> !wanted.equals(value)).isEmpty();
    }

    /// `>=` or `>` and a time, `<=` or `<` and one, or `from..to`.
    private static Predicate<StandInRun> created(String range) {
        if (range.isEmpty()) {
            return _ -> true;
        }
        int dots = range.indexOf("..");
        if (dots >= 0) {
            return created(">=" + range.substring(0, dots))
                    .and(created("<=" + range.substring(dots + 2)));
        }
        String text = range.replaceFirst("^[<>]=?", "");
        Instant bound = time(text);
        String sign = range.substring(0, range.length() - text.length());
        return run -> {
            int order = Instant.parse(Views.time(run.createdAt())).compareTo(bound);
            return switch (sign) {
                case ">=" -> order >= 0;
                case ">" -> order > 0;
                case "<=" -> order <= 0;
                case "<" -> order < 0;
                default -> order == 0;
            };
        };
    }

    private static Instant time(String text) {
        try {
            return text.length() == 10
                    ? Instant.parse(text + "T00:00:00Z")
                    : java.time.OffsetDateTime.parse(text).toInstant();
        } catch (java.time.format.DateTimeParseException e) {
            throw new Refused(422, "created: not a date: " + text);
        }
    }

    private static Reply jobs(Call call) {
        StandInRun run = run(call);
        return Page.of(call.ask(), "jobs", run.jobs(), job -> call.views().job(run, job));
    }

    private static Reply cancel(Call call, boolean force) {
        if (!run(call).cancel(force)) {
            throw new Refused(409, "Cannot cancel a workflow run that is completed.");
        }
        return Reply.json(202, Map.of());
    }

    private static Reply permissions(Call call) {
        ActionsSettings actions = call.repository().actions();
        ObjectNode view = Views.object().put("enabled", actions.enabled());
        if (actions.enabled()) {
            view.put("allowed_actions", actions.allowedActions());
        }
        return Reply.json(200, view);
    }

    private static Reply workflowPermissions(Call call) {
        ActionsSettings actions = call.repository().actions();
        return Reply.json(
                200,
                Map.of(
                        "default_workflow_permissions",
                        actions.defaultWorkflowPermissions(),
                        "can_approve_pull_request_reviews",
                        actions.canApprovePullRequestReviews()));
    }

    private static Reply secrets(Call call) {
        String time = Views.time(call.repository().createdAt());
        return Page.of(
                call.ask(),
                "secrets",
                List.copyOf(call.repository().secrets()),
                name ->
                        Views.object()
                                .put("name", name)
                                .put("created_at", time)
                                .put("updated_at", time));
    }
}
