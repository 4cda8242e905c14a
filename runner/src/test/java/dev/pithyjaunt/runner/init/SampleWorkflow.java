package dev.pithyjaunt.runner.init;

import java.net.URI;

/// A repository's workflow as `init` writes it, for tests of other packages.
public final class SampleWorkflow {

    public static final String PATH = WorkflowText.PATH;

    private SampleWorkflow() {}

    public static String text() {
        return WorkflowText.of(
                new Program(URI.create("https://example.org/pithy-jaunt.tar.gz"), "ab".repeat(32)));
    }
}
