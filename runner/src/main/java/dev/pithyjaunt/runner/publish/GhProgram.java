package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.github.pull.Proposal;
import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.github.rest.RepositoryName;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// GitHub's own command `gh`, where the machine has it. It is told everything: it looks at no
/// checkout, no configuration and no prompt.
final class GhProgram {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MAX_SAID = 1_000;

    private static final List<String> PROXIES =
            List.of(
                    "http_proxy",
                    "https_proxy",
                    "no_proxy",
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "NO_PROXY",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR");

    private final GitHubAddress address;
    private final String token;
    private final Deadline deadline;

    GhProgram(GitHubAddress address, String token, Deadline deadline) {
        this.address = address;
        this.token = token;
        this.deadline = deadline;
    }

    /// Whether there is one that can reach this GitHub: it speaks https to all but its developers'.
    boolean isUsable() {
        boolean speaks =
                address.server().getPort() < 0
                        && ("https".equals(address.server().getScheme())
                                || "github.localhost".equals(address.server().getHost()));
        return speaks
                && Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gh")));
    }

    /// Opens a pull request.
    ///
    /// @param scratch a folder for what it keeps
    /// @return what it said when it did not; nothing when it did
    Optional<String> open(RepositoryName repository, Proposal proposal, Path body, Path scratch) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "gh",
                                "pr",
                                "create",
                                "--repo=%s/%s".formatted(address.server().getHost(), repository),
                                "--head=" + proposal.head(),
                                "--base=" + proposal.base(),
                                "--title=" + proposal.title(),
                                "--body-file=" + body));
        if (proposal.isDraft()) {
            words.add("--draft");
        }
        Tail said = new Tail(MAX_SAID);
        Ending ending =
                new Command(words, scratch, environment(scratch))
                        .run(deadline.atMost(LIMIT), said, said);
        return ending.succeeded() ? Optional.empty() : Optional.of(said.text().strip());
    }

    private Map<String, String> environment(Path scratch) {
        Map<String, String> environment = Environment.basicAnd(PROXIES);
        environment.put("GH_HOST", address.server().getHost());
        // It looks at the second for github.com and its tenants, at the first for all others.
        environment.put("GH_ENTERPRISE_TOKEN", token);
        environment.put("GH_TOKEN", token);
        environment.put("GH_CONFIG_DIR", scratch.toString());
        environment.put("GH_PROMPT_DISABLED", "1");
        environment.put("GH_NO_UPDATE_NOTIFIER", "1");
        environment.put("NO_COLOR", "1");
        return environment;
    }
}
