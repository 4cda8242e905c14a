package dev.pithyjaunt.testkit.github;

/// What a repository allows GitHub Actions.
///
/// @param allowedActions `all`, `local_only` or `selected`
/// @param defaultWorkflowPermissions `read` or `write`
/// @param canApprovePullRequestReviews the switch "Allow GitHub Actions to create and approve pull
///   requests"
public record ActionsSettings(
        boolean enabled,
        String allowedActions,
        String defaultWorkflowPermissions,
        boolean canApprovePullRequestReviews) {

    /// As a new repository has them.
    public static ActionsSettings initial() {
        return new ActionsSettings(true, "all", "read", false);
    }

    /// With the switch for pull requests.
    public ActionsSettings allowingPullRequests(boolean allowed) {
        return new ActionsSettings(enabled, allowedActions, defaultWorkflowPermissions, allowed);
    }

    /// With all of it off or on.
    public ActionsSettings enabled(boolean on) {
        return new ActionsSettings(
                on, allowedActions, defaultWorkflowPermissions, canApprovePullRequestReviews);
    }
}
