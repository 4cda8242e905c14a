package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.dispatch.Dispatch;
import dev.pithyjaunt.server.dispatch.Republishing;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.UnavailableException;
import dev.pithyjaunt.server.platform.Wording;
import dev.pithyjaunt.server.pullrequest.Approval;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

import java.util.List;

/// A task with one of its executions, and the buttons that start and stop them.
@Controller
@RequestMapping("/task/{id}")
final class ExecutionPages {

    private final TaskStore tasks;
    private final RepositoryStore repositories;
    private final ExecutionStore executions;
    private final ExecutionReader reader;
    private final Dispatch dispatch;
    private final Approval approval;
    private final Republishing republishing;
    private final Wording say;

    // Three dependencies more than is good: the page shows all of a task, and has its buttons.
    ExecutionPages(
            TaskStore tasks,
            RepositoryStore repositories,
            ExecutionStore executions,
            ExecutionReader reader,
            Dispatch dispatch,
            Approval approval,
            Republishing republishing,
            Wording say) {
        this.tasks = tasks;
        this.repositories = repositories;
        this.executions = executions;
        this.reader = reader;
        this.dispatch = dispatch;
        this.approval = approval;
        this.republishing = republishing;
        this.say = say;
    }

    /// @param execution absent: the newest
    @GetMapping
    ModelAndView show(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String execution) {
        Task task = tasks.get(account, id);
        List<Execution> all = executions.listOfTask(id);
        ModelAndView page =
                new ModelAndView("taskpage/task")
                        .addObject("task", task)
                        .addObject("title", say.visible(task.title()))
                        .addObject("isRunning", task.status() == TaskStatus.RUNNING)
                        .addObject(
                                "repository",
                                repositories
                                        .find(task.repositoryId())
                                        .map(ConnectedRepository::name)
                                        .orElse("gone"))
                        .addObject("executions", all);
        if (!all.isEmpty()) {
            ExecutionView shown = reader.read(chosen(all, execution));
            page.addObject("shown", shown).addObject("log", LogHtml.of(shown.lines(), say));
        }
        return page;
    }

    private static Execution chosen(List<Execution> all, @Nullable String id) {
        if (id == null) {
            return all.getFirst();
        }
        return all.stream()
                .filter(execution -> execution.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("execution", id));
    }

    @PostMapping("/execute")
    Object execute(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return after(() -> dispatch.execute(account, id), account, id);
    }

    @PostMapping("/cancel")
    Object cancel(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return after(() -> dispatch.cancel(account, id), account, id);
    }

    /// @param headCommit that the page showed
    @PostMapping("/approve")
    Object approve(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String headCommit) {
        return after(() -> approval.approve(account, id, headCommit), account, id);
    }

    /// @param execution whose patch is meant
    @PostMapping("/publish")
    Object publish(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam String execution) {
        return after(() -> republishing.publish(account, id, execution), account, id);
    }

    private Object after(Runnable order, Account account, String id) {
        try {
            order.run();
        } catch (ConflictException e) {
            return refused(account, id, e, HttpStatus.CONFLICT);
        } catch (UnavailableException e) {
            return refused(account, id, e, HttpStatus.SERVICE_UNAVAILABLE);
        }
        RedirectView task = new RedirectView("/task/" + id);
        task.setStatusCode(HttpStatus.SEE_OTHER);
        return task;
    }

    private ModelAndView refused(
            Account account, String id, RuntimeException reason, HttpStatus status) {
        ModelAndView page =
                show(account, id, null).addObject("refusal", String.valueOf(reason.getMessage()));
        page.setStatus(status);
        return page;
    }
}
