package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.github.rest.RepositoryName;

import java.util.regex.Pattern;

/// Where the file is to go, and how.
///
/// @param isCommit by a commit on the default branch; else by a pull request
/// @param branch from which the pull request comes
/// @param replaces whether a commit may replace a file that differs
record Placing(RepositoryName repository, boolean isCommit, String branch, boolean replaces) {

    /// Stricter than git: what nobody has to quote.
    private static final Pattern BRANCH =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

    private static final int MAX_BRANCH = 100;

    Placing {
        if (branch.length() > MAX_BRANCH
                || !BRANCH.matcher(branch).matches()
                || branch.contains("..")
                || branch.endsWith(".")
                || branch.endsWith(".lock")) {
            throw new IllegalArgumentException(
                    "--branch must be a name such as pithy-jaunt/setup: letters, digits, . _ - and /");
        }
    }
}
