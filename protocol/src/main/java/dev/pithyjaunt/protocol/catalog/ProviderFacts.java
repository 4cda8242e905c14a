package dev.pithyjaunt.protocol.catalog;

import dev.pithyjaunt.protocol.EditForm;

import org.jspecify.annotations.Nullable;

/// A provider.
///
/// @param baseUrl where it is when nothing else is set
/// @param defaultModel absent when one must be named
/// @param fallbackModel its model when it stands in for another provider; absent when one must be
///   named
/// @param keyRequired whether its own address answers nobody without a key
/// @param free whether its models cost nothing, since they run on machines of one's own
/// @param unknown for models that the catalog does not name
public record ProviderFacts(
        String baseUrl,
        @Nullable String defaultModel,
        @Nullable String fallbackModel,
        boolean keyRequired,
        boolean free,
        SafeLimits unknown) {

    public ProviderFacts {
        if (baseUrl == null || unknown == null) {
            throw new IllegalArgumentException("a provider lacks \"baseUrl\" or \"unknown\"");
        }
    }

    /// What holds for every model of a provider, at the least.
    ///
    /// @param contextTokens of prompt and answer together
    public record SafeLimits(
            WireProtocol protocol, int contextTokens, int maxOutputTokens, EditForm editForm) {

        public SafeLimits {
            if (protocol == null || editForm == null) {
                throw new IllegalArgumentException(
                        "\"unknown\" of a provider lacks \"protocol\" or \"editForm\"");
            }
        }
    }
}
