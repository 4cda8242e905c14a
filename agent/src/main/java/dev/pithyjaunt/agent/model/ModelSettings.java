package dev.pithyjaunt.agent.model;

import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.protocol.proxy.Proxies;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/// Which model to ask, where, and for how long at most.
///
/// @param protocol that is spoken there
/// @param baseUrl without the path of an operation, such as `https://api.openai.com/v1`
/// @param apiKey empty when the provider needs none
/// @param callLimit for one call in all, from the request to the last byte of the answer
/// @param stallLimit between two bytes of an answer, once its first has come
public record ModelSettings(
        ModelFacts facts,
        WireProtocol protocol,
        URI baseUrl,
        String apiKey,
        Duration callLimit,
        Duration stallLimit,
        Proxies proxies) {

    public ModelSettings {
        requirePositive("callLimit", callLimit);
        requirePositive("stallLimit", stallLimit);
    }

    private static void requirePositive(String name, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + limit);
        }
    }

    public String provider() {
        return facts.provider();
    }

    public String name() {
        return facts.name();
    }

    /// What people should know before they rely on this model.
    public Optional<String> warning(LocalDate today) {
        LocalDate day = facts.shutdown();
        if (day == null) {
            return Optional.empty();
        }
        String verb = day.isAfter(today) ? "leaves" : "left";
        return Optional.of(
                "%s %s the %s API on %s: set MODEL_NAME to another model"
                        .formatted(name(), verb, provider(), day));
    }

    /// Hides the key.
    @Override
    public String toString() {
        return "ModelSettings[provider=%s, name=%s, protocol=%s, baseUrl=%s, apiKey=%s, callLimit=%s]"
                .formatted(
                        provider(),
                        name(),
                        protocol,
                        baseUrl,
                        apiKey.isEmpty() ? "" : "***",
                        callLimit);
    }
}
