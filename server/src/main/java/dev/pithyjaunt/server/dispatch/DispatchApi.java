package dev.pithyjaunt.server.dispatch;

import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/task/{id}")
final class DispatchApi {

    private final Dispatch dispatch;
    private final Republishing republishing;

    DispatchApi(Dispatch dispatch, Republishing republishing) {
        this.dispatch = dispatch;
        this.republishing = republishing;
    }

    @PostMapping("/execute")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted execute(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return Accepted.of(dispatch.execute(account, id));
    }

    @PostMapping("/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted cancel(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return Accepted.of(dispatch.cancel(account, id));
    }

    /// Without the model: what an execution left is pushed again, by a new one on the server's
    /// machine.
    @PostMapping("/publish")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted publish(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String execution) {
        return Accepted.of(republishing.publish(account, id, execution));
    }

    /// @param status the task's
    record Accepted(String taskId, String executionId, TaskStatus status, Execution.Method method) {

        static Accepted of(Execution execution) {
            Execution.Ending ending = execution.ending();
            return new Accepted(
                    execution.taskId(),
                    execution.id(),
                    ending == null ? TaskStatus.RUNNING : ending.outcome().taskStatus(),
                    execution.method());
        }
    }
}
