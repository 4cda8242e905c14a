package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.github.rest.RepositoryName;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What people read in the end.
final class InitText {

    private static final String SWITCH =
            "\"Allow GitHub Actions to create and approve pull requests\"";

    private final InitResult result;
    private final GitHubAddress gitHub;
    private final RepositoryName repository;
    private final List<String> lines = new ArrayList<>();

    private InitText(InitResult result, GitHubAddress gitHub, RepositoryName repository) {
        this.result = result;
        this.gitHub = gitHub;
        this.repository = repository;
    }

    /// @param isNew whether a pull request was opened or changed just now
    static List<String> of(
            InitResult result, boolean isNew, GitHubAddress gitHub, RepositoryName repository) {
        InitText text = new InitText(result, gitHub, repository);
        text.workflow(isNew);
        text.settings();
        text.secrets();
        text.server();
        return text.lines;
    }

    private void workflow(boolean isNew) {
        add(
                "workflow",
                switch (result.workflow()) {
                    case "there" ->
                            "%s is there already, on %s".formatted(result.path(), result.branch());
                    case "proposed" ->
                            (isNew
                                            ? "merge this pull request, which brings %s: %s"
                                            : "a pull request is open already, which brings %s: %s")
                                    .formatted(result.path(), result.pullRequest());
                    case "committed" ->
                            "%s is on %s by commit %s"
                                    .formatted(result.path(), result.branch(), result.commit());
                    default ->
                            "%s on %s is another one, and stays as it is; --force replaces it"
                                    .formatted(result.path(), result.branch());
                });
        result.difference().forEach(line -> add("differs", line));
        add("program", "%s, SHA-256 %s".formatted(result.archive(), result.sha256()));
        if (result.isDigestOwn()) {
            add("", "the digest is of what was downloaded just now, and trusted without proof");
        }
    }

    private void settings() {
        String page = gitHub.page(repository) + "/settings/actions";
        if (Boolean.FALSE.equals(result.actionsOn())) {
            add("actions", "GitHub Actions are off: switch them on at " + page);
        }
        Boolean allowed = result.pullRequestsAllowed();
        add(
                "actions",
                allowed == null
                        ? "%s must be on; this token may not read whether it is (Administration, Read-only): look at %s"
                                .formatted(SWITCH, page)
                        : allowed
                                ? SWITCH + " is on"
                                : "%s is off: switch it on at %s".formatted(SWITCH, page));
    }

    private void secrets() {
        if (result.secretsToSet().isEmpty()) {
            add("secrets", "all are set");
        }
        for (String name : result.secretsToSet()) {
            add("secrets", "gh secret set %s --repo %s".formatted(name, where()));
        }
        if (result.secretsToSet().containsAll(NeededSecrets.anyKeys())) {
            add("", "of the keys, that of one provider is enough");
        }
    }

    private void server() {
        if (result.server() == null) {
            return;
        }
        if (result.serverProblem() != null) {
            add("server", result.serverProblem());
        }
        if (result.serverRepository() != null) {
            add("server", "%s has it as %s".formatted(result.server(), result.serverRepository()));
        }
        if (result.eventSecret() != null) {
            add("secret", NeededSecrets.EVENT + "=" + result.eventSecret());
        } else {
            add(
                    "secret",
                    "./jaunt init --print-secret --repo %s --server %s | gh secret set %s --repo %s"
                            .formatted(
                                    repository,
                                    Objects.requireNonNull(result.server()),
                                    NeededSecrets.EVENT,
                                    where()));
        }
    }

    /// As `gh` takes it.
    private String where() {
        String host = gitHub.server().getHost();
        return host.equals("github.com") ? repository.toString() : host + "/" + repository;
    }

    private void add(String label, String text) {
        lines.add("%-9s ".formatted(label) + text);
    }
}
