package dev.pithyjaunt.testkit.workflow;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads `permissions`: levels by scope; what is not named is `none`.
final class PermissionsReader {

    private static final List<String> SCOPES =
            List.of(
                    "actions",
                    "attestations",
                    "checks",
                    "contents",
                    "deployments",
                    "discussions",
                    "id-token",
                    "issues",
                    "packages",
                    "pages",
                    "pull-requests",
                    "security-events",
                    "statuses");

    private PermissionsReader() {}

    static Map<String, String> read(YamlNode node) {
        Map<String, String> levels = new TreeMap<>();
        node.mapping()
                .entries()
                .forEach((scope, level) -> {
                    if (!SCOPES.contains(scope)) {
                        throw level.place().refuse("unknown permission: " + scope);
                    }
                    levels.put(scope, level(scope, level));
                });
        levels.values().removeIf("none"::equals);
        return levels;
    }

    private static String level(String scope, YamlNode node) {
        return switch (node.text()) {
            case "none", "write" -> node.text();
            case String read when read.equals("read") && !scope.equals("id-token") -> read;
            case String other ->
                    throw node.place().refuse("\"%s\" is no level of it".formatted(other));
        };
    }
}
