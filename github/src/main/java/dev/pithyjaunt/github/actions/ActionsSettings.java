package dev.pithyjaunt.github.actions;

import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.Fields;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Session;

import java.util.List;

/// Calls about a repository's settings of Actions. They take an administrator's credential.
///
/// Source: <https://docs.github.com/en/rest/actions/permissions>
public record ActionsSettings(Session session, RepositoryName name) {

    /// @param allowedActions `all`, `local_only` or `selected`; empty when Actions are off
    public record Allowed(boolean isEnabled, String allowedActions) {}

    /// What the token of a workflow may do.
    ///
    /// @param defaultPermissions `read` or `write`
    public record WorkflowToken(String defaultPermissions, boolean canCreatePullRequests) {}

    public Allowed allowed() {
        Fields fields =
                session.send(
                                Call.get(
                                        "reading whether Actions are on in " + name,
                                        name.path() + "/actions/permissions"))
                        .fields();
        return new Allowed(fields.flag("enabled"), fields.findText("allowed_actions").orElse(""));
    }

    public WorkflowToken workflowToken() {
        Fields fields =
                session.send(
                                Call.get(
                                        "reading what workflows of %s may do".formatted(name),
                                        name.path() + "/actions/permissions/workflow"))
                        .fields();
        return new WorkflowToken(
                fields.text("default_workflow_permissions"),
                fields.flag("can_approve_pull_request_reviews"));
    }

    /// Names of the repository's own secrets, not of those that its organization shares.
    ///
    /// @throws ForgeException when the credential may not know them
    public List<String> secretNames() {
        return session
                .list(
                        Call.get(
                                "reading the names of secrets of " + name,
                                name.path() + "/actions/secrets?per_page=100"),
                        "secrets")
                .stream()
                .map(secret -> secret.text("name"))
                .toList();
    }
}
