package dev.pithyjaunt.testkit.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A piece of a YAML file with its place. Scalars stay the text that is written, so that a key `on`
/// is never taken for a boolean, whatever the version of YAML.
sealed interface YamlNode {

    Place place();

    /// @param quoted whether it stands in quotes or is a block: then it is text whatever it says
    record Scalar(Place place, String text, boolean quoted) implements YamlNode {

        boolean isAbsent() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    record Items(Place place, List<YamlNode> items) implements YamlNode {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// @param entries in the order of the file
    record Mapping(Place place, Map<String, YamlNode> entries) implements YamlNode {

        /// Refuses keys that are not among these.
        Mapping onlyKeys(String... known) {
            Set<String> names = Set.of(known);
            entries.forEach((key, value) -> {
                if (!names.contains(key)) {
                    throw value.place().refuse("unknown key \"%s\"".formatted(key));
                }
            });
            return this;
        }

        Optional<YamlNode> find(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        YamlNode get(String key) {
            return find(key)
                    .orElseThrow(() -> place.refuse("the key \"%s\" is missing".formatted(key)));
        }

        /// As [#find], where a key without a value counts as absent.
        Optional<String> findText(String key) {
            return find(key).map(YamlNode::text);
        }
    }

    default Mapping mapping() {
        return switch (this) {
            case Mapping mapping -> mapping;
            case Scalar scalar when scalar.isAbsent() -> new Mapping(scalar.place(), Map.of());
            case Scalar _, Items _ -> throw place().refuse("keys with values are expected here");
        };
    }

    default List<YamlNode> items() {
        return switch (this) {
            case Items list -> list.items();
            case Scalar _, Mapping _ -> throw place().refuse("a list is expected here");
        };
    }

    default String text() {
        return switch (this) {
            case Scalar scalar when scalar.isAbsent() -> "";
            case Scalar scalar -> scalar.text();
            case Items _, Mapping _ -> throw place().refuse("a text is expected here");
        };
    }

    /// A text, or a list of texts.
    default List<String> texts() {
        return switch (this) {
            case Scalar _ -> List.of(text());
            case Items list -> list.items().stream().map(YamlNode::text).toList();
            case Mapping _ -> throw place().refuse("a text or a list of texts is expected here");
        };
    }

    default boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            case String other ->
                    throw place().refuse(
                                    "true or false is expected, but found \"%s\"".formatted(other));
        };
    }
}
