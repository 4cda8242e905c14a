package dev.pithyjaunt.server.operations;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.ExecutionQueue;
import dev.pithyjaunt.server.execution.ExecutionSwitch;
import dev.pithyjaunt.server.platform.InvalidInputException;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/// Whether tasks are executed, and what waits and runs.
@RestController
@RequestMapping("/api/operation/execution")
final class ExecutionSwitchApi {

    private static final int MAX_REASON = 500;

    private final ExecutionSwitch executing;
    private final ExecutionQueue queue;

    ExecutionSwitchApi(ExecutionSwitch executing, ExecutionQueue queue) {
        this.executing = executing;
        this.queue = queue;
    }

    @GetMapping
    Shown get(@AuthenticationPrincipal Account account) {
        account.requireAdministrator("see this");
        return shown(executing.state());
    }

    @PutMapping
    Shown turn(@AuthenticationPrincipal Account account, @RequestBody Wanted wanted) {
        account.requireAdministrator("switch executing on and off");
        Boolean enabled = wanted.enabled();
        if (enabled == null) {
            throw new InvalidInputException("enabled", "is missing");
        }
        return shown(executing.turn(account, enabled, reason(wanted.reason())));
    }

    private static String reason(@Nullable String given) {
        String reason = given == null ? "" : given.strip();
        new InvalidInputException.Collector()
                .unless(
                        reason.length() <= MAX_REASON,
                        "reason",
                        "expected at most %d characters".formatted(MAX_REASON))
                .unless(
                        reason.chars().noneMatch(Character::isISOControl),
                        "reason",
                        "expected one line without control characters")
                .check();
        return reason;
    }

    private Shown shown(ExecutionSwitch.State state) {
        ExecutionQueue.Figures figures = queue.figures();
        return new Shown(
                state.enabled(),
                state.reason(),
                state.isForced(),
                state.changedAt(),
                figures.waiting(),
                figures.oldest().orElse(null),
                figures.busy());
    }

    /// @param reason absent: none
    record Wanted(@Nullable Boolean enabled, @Nullable String reason) {}

    /// @param bySetting whether `EXECUTION_ENABLED=false` says so, whatever is put here
    /// @param oldestWaitingAt absent when none waits
    /// @param running executions that are dispatched or running
    record Shown(
            boolean enabled,
            String reason,
            boolean bySetting,
            @Nullable Instant changedAt,
            long waiting,
            @Nullable Instant oldestWaitingAt,
            long running) {}
}
