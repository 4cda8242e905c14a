package dev.pithyjaunt.server.repository;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.platform.Page;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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

@RestController
@RequestMapping("/api/repo")
final class RepositoryApi {

    private static final int MAX_COMMAND = 1_000;

    private final RepositoryStore repositories;
    private final RepositoryLook look;
    private final Backends backends;
    private final InstantSource clock;

    RepositoryApi(
            RepositoryStore repositories,
            RepositoryLook look,
            Backends backends,
            InstantSource clock) {
        this.repositories = repositories;
        this.look = look;
        this.backends = backends;
        this.clock = clock;
    }

    @PostMapping("/connect")
    ResponseEntity<ConnectedRepository> connect(
            @AuthenticationPrincipal Account account, @RequestBody Wanted wanted) {
        wanted.checks().check(account);
        RepositoryLook.Seen seen = seen(wanted);
        ConnectedRepository repository =
                ConnectedRepository.connect(
                        account.id(),
                        seen.name(),
                        seen.location(),
                        seen.defaultBranch(),
                        clock.instant());
        repositories.add(wanted.checks().on(repository, clock));
        return ResponseEntity.created(URI.create("/api/repo/" + repository.id()))
                .body(repositories.get(account, repository.id()));
    }

    private RepositoryLook.Seen seen(Wanted wanted) {
        String url = wanted.url();
        String path = wanted.path();
        if (url != null && path == null) {
            return look.atUrl(url);
        }
        if (path != null && url == null) {
            return look.atPath(path);
        }
        throw new InvalidInputException("url", "expected either url or path");
    }

    @GetMapping
    Page<ConnectedRepository> list(
            @AuthenticationPrincipal Account account,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable Integer limit) {
        return repositories.list(account, Page.Request.of(before, limit));
    }

    @GetMapping("/{id}")
    ConnectedRepository get(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return repositories.get(account, id);
    }

    @PatchMapping("/{id}")
    ConnectedRepository change(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestBody Change change) {
        ConnectedRepository repository = repositories.get(account, id);
        change.checks().check(account);
        ConnectedRepository changed = change.checks().on(repository, clock);
        String backend = change.backend();
        return repositories.save(
                backend == null
                        ? changed
                        : changed.withBackend(
                                backends.named(backend, repository), clock.instant()));
    }

    /// What the runs of its workflow sign their events with. Who owns it puts it into the
    /// repository's secrets.
    @GetMapping("/{id}/secret")
    ResponseEntity<EventSecret> secret(
            @AuthenticationPrincipal Account account, @PathVariable String id) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new EventSecret(backends.secret(repositories.get(account, id))));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@AuthenticationPrincipal Account account, @PathVariable String id) {
        repositories.delete(account, id);
    }

    /// A secret.
    record EventSecret(String eventSecret) {

        @Override
        public String toString() {
            return "EventSecret";
        }
    }

    /// What is to be changed; absent parts stay as they are.
    ///
    /// @param backend `local` or `github-actions`
    record Change(
            @Nullable String checkCommand,
            @Nullable Boolean checksAllowed,
            @Nullable String backend) {

        Checks checks() {
            return new Checks(checkCommand, checksAllowed);
        }
    }

    /// One of url and path.
    record Wanted(
            @Nullable String url,
            @Nullable String path,
            @Nullable String checkCommand,
            @Nullable Boolean checksAllowed) {

        Checks checks() {
            return new Checks(checkCommand, checksAllowed);
        }
    }

    /// What is to be said about checks; absent parts stay as they are.
    ///
    /// @param checkCommand empty: none of its own
    /// @param checksAllowed counts only with `JAUNT_SANDBOX=none`
    record Checks(@Nullable String checkCommand, @Nullable Boolean checksAllowed) {

        void check(Account account) {
            if (Boolean.TRUE.equals(checksAllowed)) {
                account.requireAdministrator("let checks run on the server's machine");
            }
            if (checkCommand != null
                    && (checkCommand.length() > MAX_COMMAND
                            || checkCommand.chars().anyMatch(Character::isISOControl))) {
                throw new InvalidInputException(
                        "checkCommand",
                        "expected one line of at most %d characters".formatted(MAX_COMMAND));
            }
        }

        /// Another command needs to be allowed anew: an administrator allowed the one that was
        /// there.
        ConnectedRepository on(ConnectedRepository repository, InstantSource clock) {
            String before = repository.checkCommand();
            String command = checkCommand == null ? before : checkCommand.strip();
            if (command != null && command.isEmpty()) {
                command = null;
            }
            boolean same = java.util.Objects.equals(command, before);
            boolean allowed =
                    checksAllowed == null ? same && repository.checksAllowed() : checksAllowed;
            return repository.withChecks(command, allowed, clock.instant());
        }
    }
}
