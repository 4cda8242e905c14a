package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.protocol.catalog.ModelSelection;
import dev.pithyjaunt.protocol.catalog.Prices;
import dev.pithyjaunt.server.platform.Settings;

import java.time.LocalDate;
import java.util.Optional;

/// The most that an execution can cost with the models that the settings choose.
sealed interface WorstCase {

    record Known(long nanoDollars) implements WorstCase {}

    /// @param reason for people: what is not known, and what to do
    record Unknown(String reason) implements WorstCase {}

    /// Of an execution that is accepted on a day.
    static WorstCase of(Settings settings, LocalDate day) {
        ModelSelection models;
        try {
            models = ModelSelection.from(settings.runner().model(), settings.catalog(), null, null);
        } catch (IllegalArgumentException e) {
            return new Unknown(
                    "what an execution may cost is not known, and a budget is set: "
                            + e.getMessage());
        }
        long tokens = settings.budgets().executionTokens();
        long dearest = 0;
        for (ModelFacts model : models.all()) {
            Optional<Prices> prices = model.pricesOn(day);
            if (prices.isEmpty()) {
                return new Unknown(withoutPrice(model));
            }
            dearest = Math.max(dearest, prices.get().dearest(tokens));
        }
        Long limit = settings.budgets().executionNanoDollars();
        return new Known(limit == null ? dearest : Math.min(limit, dearest));
    }

    private static String withoutPrice(ModelFacts model) {
        return "the price of the model %s of %s is not known, and a budget is set: add its price to the file that JAUNT_MODELS names, or unset the budget"
                .formatted(model.name(), model.provider());
    }
}
