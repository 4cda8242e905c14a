package dev.pithyjaunt.server.event;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a pull request is seen, made from what the server knows: a sender's address is not shown.
final class PullRequestAddress {

    private static final Pattern REPOSITORY =
            Pattern.compile(
                    "(?:https?://|ssh://(?:[^@/]+@)?|[^@/]+@)(?<host>[A-Za-z0-9.-]+(?::\\d+)?)[/:](?<path>[^/]+/[^/]+?)(?:\\.git)?/?");

    private PullRequestAddress() {}

    /// @param repositoryUrl as git takes it
    /// @return absent when there is no number, or the repository is at no host
    static @Nullable String of(String repositoryUrl, @Nullable Integer number) {
        Matcher repository = REPOSITORY.matcher(repositoryUrl);
        return number == null || !repository.matches()
                ? null
                : "%s://%s/%s/pull/%d"
                        .formatted(
                                repositoryUrl.startsWith("http://") ? "http" : "https",
                                repository.group("host"),
                                repository.group("path"),
                                number);
    }
}
