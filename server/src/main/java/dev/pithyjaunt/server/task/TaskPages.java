package dev.pithyjaunt.server.task;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.InvalidInputException.FieldError;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Page;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.Connector;
import dev.pithyjaunt.server.repository.RepositoryStore;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The list of tasks, and the form for a new one.
@Controller
final class TaskPages {

    private final TaskStore tasks;
    private final RepositoryStore repositories;
    private final Connector connector;
    private final InstantSource clock;

    TaskPages(
            TaskStore tasks,
            RepositoryStore repositories,
            Connector connector,
            InstantSource clock) {
        this.tasks = tasks;
        this.repositories = repositories;
        this.connector = connector;
        this.clock = clock;
    }

    @GetMapping("/")
    ModelAndView list(
            @AuthenticationPrincipal Account account,
            @RequestParam(required = false) @Nullable String before) {
        Page<Task> page = tasks.list(account, TaskStore.Filter.NONE, Page.Request.of(before, null));
        Map<String, String> names = new HashMap<>();
        for (Task task : page.items()) {
            names.computeIfAbsent(
                    task.repositoryId(),
                    id -> repositories.find(id).map(ConnectedRepository::name).orElse("gone"));
        }
        return new ModelAndView("task/list")
                .addObject("page", page)
                .addObject("names", names)
                .addObject("isFirst", before == null);
    }

    @GetMapping("/task/new")
    ModelAndView form(
            @AuthenticationPrincipal Account account,
            @RequestParam(required = false) @Nullable String repositoryId) {
        return form(account, new Form(repositoryId, null, null, null, null), Map.of());
    }

    private ModelAndView form(Account account, Form form, Map<String, String> errors) {
        return new ModelAndView("task/new")
                .addObject(
                        "repositories",
                        repositories.list(account, new Page.Request(null, Page.MAX_LIMIT)).items())
                .addObject("accepted", connector.accepted())
                .addObject("form", form)
                .addObject("errors", errors);
    }

    /// @param then `execute`: the browser sends the same form on to there
    @PostMapping("/task")
    Object create(
            @AuthenticationPrincipal Account account,
            @ModelAttribute Form form,
            @RequestParam(defaultValue = "") String then) {
        try {
            Task task = tasks.add(form.task(account, () -> repository(account, form), clock));
            return then.equals("execute")
                    ? redirect("/task/" + task.id() + "/execute", HttpStatus.TEMPORARY_REDIRECT)
                    : redirect("/task/" + task.id(), HttpStatus.SEE_OTHER);
        } catch (InvalidInputException e) {
            ModelAndView page = form(account, form, e.byField());
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
    }

    private ConnectedRepository repository(Account account, Form form) {
        if (!form.address().isEmpty()) {
            try {
                return connector.at(account, form.address());
            } catch (InvalidInputException e) {
                throw new InvalidInputException("address", e.errors().getFirst().message());
            }
        }
        if (form.repositoryId().isEmpty()) {
            throw new InvalidInputException("address", "say which repository it is about");
        }
        try {
            return repositories.get(account, form.repositoryId());
        } catch (NotFoundException e) {
            throw new InvalidInputException("repositoryId", String.valueOf(e.getMessage()));
        }
    }

    private static View redirect(String path, HttpStatus status) {
        RedirectView view = new RedirectView(path);
        view.setStatusCode(status);
        return view;
    }

    /// What a person typed, kept as it is while something is wrong.
    ///
    /// @param address of a repository to connect; empty: the chosen one is meant
    /// @param priority one of the words
    record Form(
            String repositoryId,
            String address,
            String title,
            String description,
            String priority) {

        Form(
                @Nullable String repositoryId,
                @Nullable String address,
                @Nullable String title,
                @Nullable String description,
                @Nullable String priority) {
            this.repositoryId = repositoryId == null ? "" : repositoryId;
            this.address = address == null ? "" : address.strip();
            this.title = title == null ? "" : title;
            // Browsers send CR LF.
            this.description = description == null ? "" : description.replace("\r\n", "\n");
            this.priority = priority == null ? Priority.NORMAL.word() : priority;
        }

        /// @param repository asked for when all else is right, since it may take a while
        Task task(Account account, Supplier<ConnectedRepository> repository, InstantSource clock) {
            List<FieldError> errors = new ArrayList<>();
            String goodTitle = checked(errors, () -> TaskApi.title(title));
            var text = checked(errors, () -> TaskApi.text(description));
            var goodPriority = checked(errors, () -> Priority.of(priority));
            if (goodTitle == null || text == null || goodPriority == null) {
                throw new InvalidInputException(errors);
            }
            return Task.create(
                            account.id(), repository.get().id(), goodTitle, text, clock.instant())
                    .withPriority(goodPriority);
        }

        private static <T> @Nullable T checked(List<FieldError> errors, Supplier<T> value) {
            try {
                return value.get();
            } catch (InvalidInputException e) {
                errors.addAll(e.errors());
                return null;
            }
        }
    }
}
