package dev.pithyjaunt.protocol.catalog;

import java.util.List;

/// The names of the settings that say which models are asked, and how: what generate needs and is
/// handed.
public final class ModelSettingNames {

    /// The file that adds to the catalog, or says otherwise.
    public static final String CATALOG_FILE = "JAUNT_MODELS";

    public static final List<String> ALL =
            List.of(
                    "OPENAI_API_KEY",
                    "OPENAI_BASE_URL",
                    "OPENAI_PROTOCOL",
                    "ANTHROPIC_API_KEY",
                    "ANTHROPIC_BASE_URL",
                    "OPENROUTER_API_KEY",
                    "OPENROUTER_BASE_URL",
                    "OLLAMA_BASE_URL",
                    "OLLAMA_API_KEY",
                    "MODEL_PROVIDER",
                    "MODEL_NAME",
                    "FALLBACK_MODEL_PROVIDER",
                    "FALLBACK_MODEL_NAME",
                    CATALOG_FILE,
                    "HTTPS_PROXY",
                    "HTTP_PROXY",
                    "NO_PROXY",
                    "https_proxy",
                    "http_proxy",
                    "no_proxy");

    private ModelSettingNames() {}
}
