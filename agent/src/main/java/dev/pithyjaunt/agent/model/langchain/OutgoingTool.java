package dev.pithyjaunt.agent.model.langchain;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.pithyjaunt.agent.model.ToolSpec;

/// A tool as langchain4j offers it.
public final class OutgoingTool {

    private OutgoingTool() {}

    public static ToolSpecification of(ToolSpec tool) {
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(schema(tool))
                .build();
    }

    private static JsonObjectSchema schema(ToolSpec tool) {
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
        for (ToolSpec.Parameter parameter : tool.parameters()) {
            switch (parameter.kind()) {
                case TEXT -> schema.addStringProperty(parameter.name(), parameter.description());
                case INTEGER ->
                        schema.addIntegerProperty(parameter.name(), parameter.description());
            }
        }
        return schema.required(
                        tool.parameters().stream()
                                .filter(ToolSpec.Parameter::required)
                                .map(ToolSpec.Parameter::name)
                                .toList())
                .build();
    }
}
