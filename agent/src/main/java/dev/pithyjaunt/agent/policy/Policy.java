package dev.pithyjaunt.agent.policy;

import java.util.List;
import java.util.regex.Pattern;

/// What a person must look at before a patch is merged. Paths that must never be touched are
/// refused earlier, when the edits are fitted.
public final class Policy {

    /// Workflows run with the repository's secrets.
    private static final Pattern WORKFLOWS = Pattern.compile("\\.github/(?:workflows|actions)/.*");

    private Policy() {}

    /// The reasons, one a path; empty when there is none.
    public static List<String> reviewReasons(List<String> changedPaths) {
        return changedPaths.stream()
                .filter(path -> WORKFLOWS.matcher(path).matches())
                .map(path -> path + " is run with the repository's secrets")
                .toList();
    }
}
