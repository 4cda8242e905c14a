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
    ///
    /// @param modelCallSeconds of one call of the model
    /// @param attempts asks of the model, at most
    public Limits limits(Instant deadline, int modelCallSeconds, int attempts) {
        Limits standard = Limits.until(deadline);
        return new Limits(
                deadline,
                standard.promptTokens(),
                standard.outputTokens(),
                modelCallSeconds,
                attempts,
                tokens,
                nanoDollars,
                callTokens,
                callNanoDollars);
    }
}
