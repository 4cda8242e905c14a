package dev.pithyjaunt.server.githubhook;

import static dev.pithyjaunt.server.githubhook.HookScene.await;

import dev.pithyjaunt.server.task.Task;

/// What cases of issues have in common.
abstract class IssueCases extends HookCases {

    static final String PERMISSION = "/repos/{owner}/{repo}/collaborators/{username}/permission";

    Task awaitTask() {
        await("a task", () -> !scene.tasks(owner).isEmpty());
        return scene.tasks(owner).getFirst();
    }

    void awaitDone() {
        await("wishes", () -> wishes("status in ('asked', 'made', 'begun')") == 0);
    }

    /// Of the work on a wish at this repository.
    void awaitFailure() {
        await(
                "a failure",
                () ->
                        scene.count(
                                        "scheduled_tasks",
                                        "task_name = 'issue-wish' and task_instance like '%%/%d/%%' and consecutive_failures > 0"
                                                .formatted(shop.id()))
                                > 0);
    }

    /// At this repository, whosever the task is.
    long wishes(String where) {
        return scene.count(
                "issue_wish", "github_repository_id = %d and %s".formatted(shop.id(), where));
    }
}
