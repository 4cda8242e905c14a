package dev.pithyjaunt.testkit.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The actions that are stood in for, with the keys of `with` and the outputs that are.
@SuppressWarnings("ImmutableEnumChecker") // Its lists are made by List.of.
enum Action {
    CHECKOUT(
            "actions/checkout",
            List.of("repository", "ref", "token", "path", "fetch-depth", "persist-credentials"),
            List.of("ref", "commit")),
    SETUP_JAVA("actions/setup-java", List.of("distribution", "java-version"), List.of("path")),
    SETUP_NODE("actions/setup-node", List.of("node-version", "package-manager-cache"), List.of()),
    SETUP_PYTHON("actions/setup-python", List.of("python-version"), List.of()),
    UPLOAD_ARTIFACT(
            "actions/upload-artifact",
            List.of(
                    "name",
                    "path",
                    "if-no-files-found",
                    "retention-days",
                    "compression-level",
                    "overwrite",
                    "include-hidden-files"),
            List.of("artifact-id")),
    DOWNLOAD_ARTIFACT(
            "actions/download-artifact",
            List.of("name", "pattern", "path", "merge-multiple"),
            List.of("download-path"));

    final String written;
    final List<String> keys;
    final List<String> outputs;

    Action(String written, List<String> keys, List<String> outputs) {
        this.written = written;
        this.keys = keys;
        this.outputs = outputs;
    }

    static Optional<Action> find(String name) {
        return Arrays.stream(values()).filter(action -> action.written.equals(name)).findFirst();
    }
}
