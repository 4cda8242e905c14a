package dev.pithyjaunt.agent.model;

import java.util.Map;

/// What a model thought before it answered, sealed by its provider: it is sent back unread with the
/// rest of the conversation, to the same model alone.
///
/// @param parts by the names that the package of the wire protocol gives them
public record Reasoning(String provider, String model, Map<String, String> parts) {

    public Reasoning {
        parts = Map.copyOf(parts);
    }

    /// Whether it may be sent to a model.
    public boolean isOf(Model other) {
        return provider.equals(other.provider()) && model.equals(other.name());
    }

    /// Hides the parts, which are long and say nothing to a reader.
    @Override
    public String toString() {
        return "Reasoning[%s, %s, %s]".formatted(provider, model, parts.keySet());
    }
}
