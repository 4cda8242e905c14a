package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Both ways to start a workflow from outside.
final class DispatchEndpoints {

    private static final int MAX_PAYLOAD_BYTES = 65_535;
    private static final int MAX_PROPERTIES = 10;
    private static final int MAX_INPUTS = 25;
    private static final String ALWAYS_WITH_DETAILS = "2026-03-10";
    private static final String REPO = "/repos/{owner}/{repo}";

    private final State state;
    private final Runs runs;

    DispatchEndpoints(State state, Runs runs) {
        this.state = state;
        this.runs = runs;
    }

    List<Route> routes() {
        return List.of(
                Route.granted("POST", REPO + "/dispatches", "contents:write", this::repository),
                Route.granted(
                        "POST",
                        REPO + "/actions/workflows/{workflow_id}/dispatches",
                        "actions:write",
                        this::workflow));
    }

    private Reply repository(Call call) {
        StandInRepository repository = call.repository();
        JsonNode body = call.ask().json();
        String type = call.ask().text("event_type").orElse("");
        if (type.isEmpty() || type.length() > 100) {
            throw new Refused(
                    422, "Invalid request.\n\n\"event_type\" must be 1 to 100 characters long.");
        }
        JsonNode payload =
                body.path("client_payload").isObject()
                        ? body.path("client_payload")
                        : Views.object();
        if (payload.size() > MAX_PROPERTIES) {
            throw new Refused(
                    422,
                    "Invalid request.\n\nNo more than %d properties are allowed; %d were supplied."
                            .formatted(MAX_PROPERTIES, payload.size()));
        }
        if (payload.toString().getBytes(StandardCharsets.UTF_8).length >= MAX_PAYLOAD_BYTES) {
            throw new Refused(422, "client_payload is too large.");
        }
        state.dispatches()
                .add(new Dispatched(repository.fullName(), "repository_dispatch", type, payload));
        String branch = repository.defaultBranch();
        String commit = repository.branch(branch).orElse("");
        if (!commit.isEmpty() && !state.swallowsDispatches() && repository.actions().enabled()) {
            ObjectNode event = Runs.event(call).put("action", type).put("branch", branch);
            event.set("client_payload", payload);
            Runs.Happening happening =
                    new Runs.Happening(
                            repository,
                            "repository_dispatch",
                            event,
                            "refs/heads/" + branch,
                            commit,
                            call.caller().login(),
                            type);
            WorkflowFile.of(repository, commit).stream()
                    .filter(file -> file.listensToDispatchOf(type))
                    .forEach(file -> runs.start(happening, file));
        }
        return Reply.empty(204);
    }

    private Reply workflow(Call call) {
        StandInRepository repository = call.repository();
        JsonNode body = call.ask().json();
        if (state.isOldServer() && body.has("return_run_details")) {
            throw new Refused(
                    422, "Invalid request.\n\n\"return_run_details\" is not a permitted key.");
        }
        WorkflowFile file = ActionEndpoints.workflow(call);
        if (!file.isDispatchable()) {
            throw new Refused(422, "Workflow does not have 'workflow_dispatch' trigger");
        }
        String ref = call.ask().text("ref").orElse("");
        String full = fullRef(repository, ref);
        String commit =
                repository
                        .git()
                        .commit(full)
                        .orElseThrow(() -> new Refused(422, "No ref found for: " + ref));
        ObjectNode inputs = inputs(body.path("inputs"), at(repository, commit, file));
        state.dispatches()
                .add(
                        new Dispatched(
                                repository.fullName(), "workflow_dispatch", file.path(), inputs));
        if (!repository.actions().enabled()) {
            throw new Refused(422, "Actions has been disabled for this repository.");
        }
        boolean details =
                !state.isOldServer()
                        && (body.path("return_run_details").asBoolean(false)
                                || call.ask()
                                        .header("X-GitHub-Api-Version")
                                        .filter(ALWAYS_WITH_DETAILS::equals)
                                        .isPresent());
        if (state.swallowsDispatches()) {
            return Reply.empty(204);
        }
        ObjectNode event = Runs.event(call).put("ref", full).put("workflow", file.path());
        event.set("inputs", inputs);
        StandInRun run =
                runs.start(
                        new Runs.Happening(
                                repository,
                                "workflow_dispatch",
                                event,
                                full,
                                commit,
                                call.caller().login(),
                                file.name()),
                        file);
        return details ? details(call, run) : Reply.empty(204);
    }

    private static Reply details(Call call, StandInRun run) {
        Views views = call.views();
        return Reply.json(
                200,
                Map.of(
                        "workflow_run_id",
                        run.id(),
                        "run_url",
                        views.api(run.repository()) + "/actions/runs/" + run.id(),
                        "html_url",
                        views.web(run.repository()) + "/actions/runs/" + run.id()));
    }

    private static String fullRef(StandInRepository repository, String ref) {
        if (ref.startsWith("refs/")) {
            return ref;
        }
        return repository.branch(ref).isPresent() ? "refs/heads/" + ref : "refs/tags/" + ref;
    }

    /// The file as it is at the ref: its inputs count.
    private static WorkflowFile at(StandInRepository repository, String commit, WorkflowFile file) {
        return WorkflowFile.of(repository, commit).stream()
                .filter(other -> other.path().equals(file.path()))
                .filter(WorkflowFile::isDispatchable)
                .findFirst()
                .orElseThrow(() ->
                        new Refused(422, "Workflow does not have 'workflow_dispatch' trigger"));
    }

    /// Those given, and the defaults of those that are not.
    private static ObjectNode inputs(JsonNode given, WorkflowFile file) {
        ObjectNode inputs = Views.object();
        file.inputs()
                .forEach((name, rules) -> {
                    Object value = rules.get("default");
                    if (value != null) {
                        inputs.put(name, value.toString());
                    }
                });
        if (given.size() > MAX_INPUTS) {
            throw new Refused(422, "The maximum number of inputs is " + MAX_INPUTS);
        }
        for (String name : given.propertyNames()) {
            if (!file.inputs().containsKey(name)) {
                throw new Refused(422, "Unexpected inputs provided: [\"" + name + "\"]");
            }
            inputs.set(name, given.path(name));
        }
        for (String name : file.requiredInputs()) {
            if (!inputs.has(name)) {
                throw new Refused(422, "Required input '" + name + "' not provided");
            }
        }
        if (inputs.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PAYLOAD_BYTES) {
            throw new Refused(422, "inputs are too large.");
        }
        return inputs;
    }
}
