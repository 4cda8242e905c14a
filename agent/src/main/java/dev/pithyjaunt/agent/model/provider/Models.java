package dev.pithyjaunt.agent.model.provider;

import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.anthropic.MessagesModel;
import dev.pithyjaunt.agent.model.openai.SwitchingModel;

/// Models by their settings.
public final class Models {

    private Models() {}

    /// One that speaks the protocol of its settings.
    public static Model of(ModelSettings settings) {
        return switch (settings.protocol()) {
            case CHAT, RESPONSES -> new SwitchingModel(settings);
            case MESSAGES -> new MessagesModel(settings);
        };
    }
}
