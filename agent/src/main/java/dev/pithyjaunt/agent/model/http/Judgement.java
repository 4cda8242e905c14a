package dev.pithyjaunt.agent.model.http;

import dev.pithyjaunt.agent.model.ModelException.Reason;

import java.util.OptionalInt;
import java.util.Set;

/// Who can do something about an error of a provider: its own codes tell more than its status.
final class Judgement {

    /// Money or its limits, which waiting does not mend, whatever the status.
    ///
    /// Source: <https://platform.openai.com/docs/guides/error-codes>,
    /// <https://platform.claude.com/docs/en/api/errors>
    private static final Set<String> NO_CREDIT =
            Set.of(
                    "insufficient_quota",
                    "credit_balance_exhausted",
                    "organization_spend_limit_exceeded",
                    "project_spend_limit_exceeded",
                    "organization_usage_limit_exceeded",
                    "billing_hard_limit_reached",
                    "billing_not_active",
                    "billing_error",
                    "enforced_spend_limit_reached");

    /// Codes of errors in the middle of an answer, where no status tells.
    private static final Set<String> PASSING =
            Set.of(
                    "overloaded_error",
                    "rate_limit_error",
                    "rate_limit_exceeded",
                    "slow_down",
                    "server_is_overloaded",
                    "server_error",
                    "api_error",
                    "timeout_error");

    private static final Set<String> FINAL =
            Set.of(
                    "invalid_request_error",
                    "invalid_prompt",
                    "authentication_error",
                    "permission_error",
                    "not_found_error",
                    "request_too_large",
                    "context_length_exceeded",
                    "content_policy_violation",
                    "content_filter");

    private Judgement() {}

    /// Of an answer whose status is no success.
    static Reason of(int status, ErrorBody error, RetryAdvice advice) {
        if (isOneOf(NO_CREDIT, error)) {
            return Reason.REJECTED;
        }
        return advice.worthIt()
                .map(worthIt -> worthIt ? Reason.OVERLOADED : Reason.REJECTED)
                .orElseGet(() -> ofStatus(status));
    }

    /// Of an error in an answer that had begun as a success.
    static Reason inside(ErrorBody error) {
        if (isOneOf(NO_CREDIT, error)) {
            return Reason.REJECTED;
        }
        OptionalInt status =
                error.codes().stream()
                        .filter(code -> code.matches("[45]\\d\\d"))
                        .mapToInt(Integer::parseInt)
                        .findFirst();
        if (status.isPresent()) {
            return ofStatus(status.getAsInt());
        }
        if (isOneOf(PASSING, error)) {
            return Reason.OVERLOADED;
        }
        return isOneOf(FINAL, error) ? Reason.REJECTED : Reason.BROKEN;
    }

    private static boolean isOneOf(Set<String> known, ErrorBody error) {
        return error.codes().stream().anyMatch(known::contains);
    }

    private static Reason ofStatus(int status) {
        return switch (status) {
            case 408, 409, 429 -> Reason.OVERLOADED;
            default -> status >= 500 ? Reason.OVERLOADED : Reason.REJECTED;
        };
    }
}
