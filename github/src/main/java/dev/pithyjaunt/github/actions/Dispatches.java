package dev.pithyjaunt.github.actions;

import dev.pithyjaunt.github.rest.Answer;
import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.Fields;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Session;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Calls that begin workflows. An answer only says that GitHub took the event: whether a run comes
/// of it shows in [Runs]. Where no answer comes they are made again, so two runs may begin.
public record Dispatches(Session session, RepositoryName name) {

    private static final String DETAILS = "return_run_details";

    /// Sends the event `repository_dispatch`, which workflows of the default branch listen for.
    ///
    /// Source: <https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event>
    ///
    /// @param type of up to 100 characters
    /// @param payload an object of up to 10 fields and 64 KB
    public void repository(String type, JsonNode payload) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("event_type", type);
        body.set("client_payload", payload);
        session.send(
                Call.post(
                                "dispatching the event %s to %s".formatted(type, name),
                                name.path() + "/dispatches",
                                body)
                        .repeatable());
    }

    /// Starts a workflow that has the trigger `workflow_dispatch`.
    ///
    /// Source: <https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event>
    ///
    /// @param workflow the name of its file, which must be on the default branch
    /// @param ref the branch or tag that it runs at
    /// @return empty when GitHub does not tell the run, as servers before GHES 3.21 don't
    public Optional<DispatchedRun> workflow(
            String workflow, String ref, Map<String, String> inputs) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("ref", ref);
        ObjectNode values = body.putObject("inputs");
        new TreeMap<>(inputs).forEach(values::put);
        body.put(DETAILS, true);
        Call call =
                Call.post(
                                "starting the workflow %s of %s at %s"
                                        .formatted(workflow, name, ref),
                                "%s/actions/workflows/%s/dispatches"
                                        .formatted(name.path(), Call.encoded(workflow)),
                                body)
                        .repeatable();
        try {
            return run(session.send(call));
        } catch (ForgeException refused) {
            if (!isUnknownField(refused)) {
                throw refused;
            }
            body.remove(DETAILS);
            return run(session.send(call));
        }
    }

    /// A server that does not know the field answers 400, or 422 and names it.
    private static boolean isUnknownField(ForgeException refused) {
        return switch (refused.status().orElse(0)) {
            case 400 -> true;
            case 422 -> refused.getMessage().contains(DETAILS);
            default -> false;
        };
    }

    private static Optional<DispatchedRun> run(Answer answer) {
        if (answer.text().isBlank()) {
            return Optional.empty();
        }
        Fields fields = answer.fields();
        return fields.has("workflow_run_id")
                ? Optional.of(
                        new DispatchedRun(
                                fields.number("workflow_run_id"),
                                fields.findText("html_url").orElse("")))
                : Optional.empty();
    }
}
