package dev.pithyjaunt.server.task;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Page;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.usage.Spending;
import dev.pithyjaunt.server.usage.Spent;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;

@RestController
@RequestMapping("/api/task")
final class TaskApi {

    private final TaskStore tasks;
    private final RepositoryStore repositories;
    private final Spending spending;
    private final InstantSource clock;

    TaskApi(TaskStore tasks, RepositoryStore repositories, Spending spending, InstantSource clock) {
        this.tasks = tasks;
        this.repositories = repositories;
        this.spending = spending;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Task> create(
            @AuthenticationPrincipal Account account, @RequestBody Wanted wanted) {
        TaskText text = text(wanted.description());
        Priority priority = priority(wanted.priority(), Priority.NORMAL);
        Task task =
                tasks.add(
                        Task.create(
                                        account.id(),
                                        repository(account, wanted.repositoryId()).id(),
                                        title(wanted.title()),
                                        text,
                                        clock.instant())
                                .withPriority(priority));
        return ResponseEntity.created(URI.create("/api/task/" + task.id())).body(task);
    }

    private ConnectedRepository repository(Account account, @Nullable String id) {
        if (id == null) {
            throw new InvalidInputException("repositoryId", "is missing");
        }
        try {
            return repositories.get(account, id);
        } catch (NotFoundException e) {
            throw new InvalidInputException("repositoryId", String.valueOf(e.getMessage()));
        }
    }

    private static Priority priority(@Nullable String word, Priority otherwise) {
        return word == null ? otherwise : Priority.of(word);
    }

    static TaskText text(@Nullable String description) {
        try {
            return new TaskText(description == null ? "" : description);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("description", String.valueOf(e.getMessage()));
        }
    }

    static String title(@Nullable String given) {
        String title = given == null ? "" : given.strip();
        new InvalidInputException.Collector()
                .unless(
                        title.length() <= TaskText.MAX_TITLE,
                        "title",
                        "expected at most %d characters".formatted(TaskText.MAX_TITLE))
                .unless(
                        title.chars().noneMatch(Character::isISOControl),
                        "title",
                        "expected one line without control characters")
                .check();
        return title;
    }

    @GetMapping
    Page<Task> list(
            @AuthenticationPrincipal Account account,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String repositoryId,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable Integer limit) {
        return tasks.list(
                account,
                new TaskStore.Filter(
                        status == null ? null : status(status),
                        repositoryId,
                        priority == null ? null : Priority.of(priority)),
                Page.Request.of(before, limit));
    }

    private static TaskStatus status(String word) {
        return Arrays.stream(TaskStatus.values())
                .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException(
                                "status",
                                "expected one of "
                                        + Arrays.toString(TaskStatus.values())
                                                .toLowerCase(Locale.ROOT)));
    }

    @GetMapping("/{id}")
    Shown get(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return new Shown(tasks.get(account, id), spending.ofTask(id));
    }

    @PatchMapping("/{id}")
    Task edit(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestBody Change change) {
        String title = title(change.title());
        TaskText text = change.description() == null ? null : text(change.description());
        Priority _ = priority(change.priority(), Priority.NORMAL);
        return tasks.change(
                account,
                id,
                task ->
                        task.edited(
                                        title.isEmpty() ? task.title() : title,
                                        text == null ? new TaskText(task.description()) : text,
                                        clock.instant())
                                .withPriority(priority(change.priority(), task.priority())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@AuthenticationPrincipal Account account, @PathVariable String id) {
        tasks.delete(account, id);
    }

    /// @param usage what all its executions took together
    record Shown(@JsonUnwrapped Task task, Spent usage) {}

    /// @param title absent: from the description
    /// @param priority absent: normal
    record Wanted(
            @Nullable String repositoryId,
            @Nullable String title,
            @Nullable String description,
            @Nullable String priority) {}

    /// Absent parts stay as they are.
    record Change(
            @Nullable String title, @Nullable String description, @Nullable String priority) {}
}
