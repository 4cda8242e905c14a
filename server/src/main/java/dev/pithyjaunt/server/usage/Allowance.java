package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.server.platform.Budgets;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What one execution may take. Money is in 10⁻⁹ dollars; absent: no such limit.
///
/// @param tokens of all its calls
/// @param nanoDollars likewise
/// @param callTokens of one call
/// @param callNanoDollars likewise
public record Allowance(
        long tokens,
        @Nullable Long nanoDollars,
        @Nullable Long callTokens,
        @Nullable Long callNanoDollars) {

    /// @param nanoDollars what is granted of the budgets; absent: none limits it
    static Allowance of(Budgets budgets, @Nullable Long nanoDollars) {
        return new Allowance(
                budgets.executionTokens(),
                nanoDollars,
                budgets.callTokens(),
                budgets.callNanoDollars());
    }

    /// As a runner is told them, beside the standard limits of all else.
    public Limits limits(Instant deadline) {
        Limits standard = Limits.until(deadline);
        return new Limits(
                deadline,
                standard.promptTokens(),
                standard.outputTokens(),
                standard.modelCallSeconds(),
                standard.attempts(),
                tokens,
                nanoDollars,
                callTokens,
                callNanoDollars);
    }
}
