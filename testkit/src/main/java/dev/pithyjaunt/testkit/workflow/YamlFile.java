package dev.pithyjaunt.testkit.workflow;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a YAML file into nodes that know their lines.
final class YamlFile {

    private YamlFile() {}

    static YamlNode.Mapping read(String file, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        Place top = new Place(file, 1, "");
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                if (event.getEventId() == Event.ID.Alias) {
                    int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
                    throw new Place(file, line, "").refuse("an alias (*), which is not taken here");
                }
            }
            Node root =
                    new Compose(settings)
                            .composeString(text)
                            .orElseThrow(() -> top.refuse("the file is empty"));
            return node(root, top).mapping();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new Place(file, line, "").refuse("not YAML: " + e.getProblem());
        }
    }

    private static YamlNode node(Node node, Place place) {
        return switch (node) {
            case ScalarNode scalar ->
                    new YamlNode.Scalar(
                            place, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
            case SequenceNode sequence -> {
                List<YamlNode> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(node(item, place.item(items.size(), line(item))));
                }
                yield new YamlNode.Items(place, items);
            }
            case MappingNode mapping -> mapping(mapping, place);
            default -> throw place.refuse("a node that is not taken here");
        };
    }

    private static YamlNode mapping(MappingNode mapping, Place place) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw place.refuse("a key that is not a text");
            }
            Place below = place.below(key.getValue(), line(key));
            if (entries.put(key.getValue(), node(tuple.getValueNode(), below)) != null) {
                throw below.refuse("the key stands here twice");
            }
        }
        return new YamlNode.Mapping(place, entries);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
