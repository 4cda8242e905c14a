package dev.pithyjaunt.server.pullrequest;

import dev.pithyjaunt.server.account.Account;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class ApproveApi {

    private final Approval approval;

    ApproveApi(Approval approval) {
        this.approval = approval;
    }

    @PostMapping("/api/task/{id}/approve")
    Approval.Approved approve(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestBody Wanted wanted) {
        return approval.approve(account, id, wanted.headCommit());
    }

    /// @param headCommit that was shown, the whole hash
    record Wanted(@Nullable String headCommit) {}
}
