package dev.pithyjaunt.runner.doctor;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.access.Need;
import dev.pithyjaunt.github.access.Possession;
import dev.pithyjaunt.github.access.Standing;
import dev.pithyjaunt.github.actions.ActionsSettings;
import dev.pithyjaunt.github.repository.FileContent;
import dev.pithyjaunt.github.repository.Repository;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.runner.init.NeededSecrets;
import dev.pithyjaunt.runner.init.Permissions;
import dev.pithyjaunt.runner.init.WorkflowText;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What GitHub says of the token and of the repository. One after the other: later ones need what
/// earlier ones found, and GitHub asks for that.
final class GitHubChecks {

    /// Finding out what a fine-grained token may do takes some seconds.
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration SOON = Duration.ofDays(14);

    private final GitHub gitHub;
    private final RepositoryName name;
    private final Settings settings;
    private final InstantSource clock;
    private final InstantSource callClock;
    private final boolean hasServer;
    private volatile boolean isTokenGood;
    private volatile @Nullable Repository repository;
    private volatile Optional<List<String>> secrets = Optional.empty();

    /// @param clock that is compared with GitHub's
    /// @param callClock by which calls end
    /// @param hasServer whether runs are to tell a server
    GitHubChecks(
            GitHub gitHub,
            RepositoryName name,
            Settings settings,
            InstantSource clock,
            InstantSource callClock,
            boolean hasServer) {
        this.gitHub = gitHub;
        this.name = name;
        this.settings = settings;
        this.clock = clock;
        this.callClock = callClock;
        this.hasServer = hasServer;
    }

    List<Check> all() {
        return List.of(
                new Check("github token", LIMIT, this::token),
                new Check("github clock", LIMIT, () -> whenGood(this::time)),
                new Check("repository", LIMIT, () -> whenGood(this::repository)),
                new Check("workflow", LIMIT, () -> whenFound(this::workflow)),
                new Check("actions", LIMIT, () -> whenFound(_ -> actions())),
                new Check("secrets", LIMIT, () -> whenFound(_ -> secrets())),
                new Check("pull requests", LIMIT, () -> whenFound(_ -> pullRequests())));
    }

    private Instant until() {
        return callClock.instant().plus(LIMIT);
    }

    private Finding token() {
        return switch (gitHub.access(until()).check(name)) {
            case Standing.Rejected(String words) ->
                    Finding.fail(words, "make a new token, and set GITHUB_TOKEN to it");
            case Standing.Accepted accepted -> {
                isTokenGood = true;
                yield judge(accepted, clock.instant());
            }
        };
    }

    static Finding judge(Standing.Accepted token, Instant now) {
        List<String> lacks = new ArrayList<>();
        List<String> lacksForSome = new ArrayList<>();
        for (Need need : Need.values()) {
            if (token.possessions().get(need) == Possession.LACKS) {
                boolean always = need == Need.CONTENTS_WRITE || need == Need.PULL_REQUESTS_WRITE;
                (always ? lacks : lacksForSome).add(Permissions.words(need));
            }
        }
        String whose =
                "of %s, %s"
                        .formatted(
                                token.holder(),
                                token.end()
                                        .map(end -> "ends on " + end)
                                        .orElse("without an end that GitHub tells"));
        if (!lacks.isEmpty()) {
            return Finding.fail(
                    "%s; %s".formatted(whose, String.join("; ", lacks)),
                    "give it these permissions on GitHub");
        }
        if (token.end().filter(end -> end.isBefore(now.plus(SOON))).isPresent()) {
            return Finding.warn(whose, "make a new one in time");
        }
        if (!lacksForSome.isEmpty()) {
            return Finding.warn(
                    "%s; %s".formatted(whose, String.join("; ", lacksForSome)),
                    "init needs Workflows, a server needs Actions; else nothing is missing");
        }
        return Finding.ok(whose + ", with all permissions that can be looked at");
    }

    private Finding time() {
        return Clocks.compare("GitHub", gitHub.access(until()).serverTime(), clock.instant());
    }

    private Finding repository() {
        Repository found = gitHub.repository(name, until()).get();
        repository = found;
        String what =
                "%s, %s, default branch %s"
                        .formatted(
                                found.name(),
                                found.isPrivate() ? "private" : "public",
                                found.defaultBranch());
        return found.isArchived()
                ? Finding.fail(what + ", archived: nothing can be pushed", "unarchive it")
                : Finding.ok(what);
    }

    private Finding workflow(Repository found) {
        Optional<FileContent> file =
                gitHub.contents(name, until()).find(WorkflowText.PATH, found.defaultBranch());
        return workflow(
                file.map(content -> new String(content.bytes(), StandardCharsets.UTF_8)),
                found.defaultBranch(),
                name);
    }

    static Finding workflow(Optional<String> file, String branch, RepositoryName name) {
        String init = "./jaunt init --repo " + name;
        if (file.isEmpty()) {
            return Finding.fail("%s is not on %s".formatted(WorkflowText.PATH, branch), init);
        }
        if (!WorkflowText.isOfThisVersion(file.get())) {
            return Finding.warn(
                    "%s on %s differs from this version's".formatted(WorkflowText.PATH, branch),
                    init + " shows how, and proposes this version's");
        }
        return WorkflowText.digestIn(file.get())
                .map(digest ->
                        Finding.ok(
                                "%s on %s is this version's, and runs the program %s…"
                                        .formatted(
                                                WorkflowText.PATH,
                                                branch,
                                                digest.substring(0, 12))))
                .orElseGet(() ->
                        Finding.warn(
                                "%s on %s names no program: that works in Pithy Jaunt's own repository alone"
                                        .formatted(WorkflowText.PATH, branch),
                                init));
    }

    private Finding actions() {
        return readable(
                "Administration",
                () -> {
                    ActionsSettings.Allowed allowed = settings().allowed();
                    String page = "switch them on at " + page();
                    if (!allowed.isEnabled()) {
                        return Finding.fail("GitHub Actions are off", page);
                    }
                    return switch (allowed.allowedActions()) {
                        case "local_only" ->
                                Finding.fail(
                                        "only the repository's own actions are allowed, and the workflow uses GitHub's (actions/...)",
                                        "allow those of GitHub at " + page());
                        case "selected" ->
                                Finding.warn(
                                        "on, for selected actions: those of GitHub (actions/...) must be among them",
                                        "look at " + page());
                        default -> Finding.ok("GitHub Actions are on");
                    };
                });
    }

    private Finding secrets() {
        return readable(
                "Secrets",
                () -> {
                    List<String> names = settings().secretNames();
                    secrets = Optional.of(names);
                    return secrets(names, NeededSecrets.keys(settings), hasServer, name);
                });
    }

    /// @param keys of the models that are configured here; empty when there is none
    static Finding secrets(
            List<String> names, List<String> keys, boolean hasServer, RepositoryName name) {
        List<String> missing = keys.stream().filter(needed -> !names.contains(needed)).toList();
        if (!missing.isEmpty()) {
            return Finding.fail(
                    "not among the repository's own: %s (an organization's are not seen)"
                            .formatted(String.join(", ", missing)),
                    "gh secret set %s --repo %s".formatted(missing.getFirst(), name));
        }
        if (keys.isEmpty() && NeededSecrets.anyKeys().stream().noneMatch(names::contains)) {
            return Finding.fail(
                    "no key of a model is among the repository's own (an organization's are not seen)",
                    "gh secret set %s --repo %s"
                            .formatted(NeededSecrets.anyKeys().getFirst(), name));
        }
        if (hasServer && !names.contains(NeededSecrets.EVENT)) {
            return Finding.warn(
                    "no %s: runs say who they are, which the server must be able to verify at GitHub"
                            .formatted(NeededSecrets.EVENT),
                    "gh secret set %s --repo %s".formatted(NeededSecrets.EVENT, name));
        }
        return Finding.ok("there: " + String.join(", ", names));
    }

    private Finding pullRequests() {
        return readable(
                "Administration",
                () -> {
                    if (settings().workflowToken().canCreatePullRequests()) {
                        return Finding.ok(
                                "\"Allow GitHub Actions to create and approve pull requests\" is on");
                    }
                    if (secrets.filter(names -> names.contains(NeededSecrets.TOKEN)).isPresent()) {
                        return Finding.ok(
                                "workflows may open none with GitHub's own token; %s opens them"
                                        .formatted(NeededSecrets.TOKEN));
                    }
                    return Finding.fail(
                            "\"Allow GitHub Actions to create and approve pull requests\" is off: a branch would be pushed, and no pull request opened",
                            "switch it on at %s, or set the secret %s"
                                    .formatted(page(), NeededSecrets.TOKEN));
                });
    }

    private ActionsSettings settings() {
        return gitHub.actionsSettings(name, until());
    }

    private String page() {
        return gitHub.address().page(name) + "/settings/actions";
    }

    /// @param permission as GitHub calls it
    private static Finding readable(String permission, Check.Look look)
            throws IllegalStateException {
        try {
            return look.look();
        } catch (ForgeException e) {
            if (e.kind() == Kind.FORBIDDEN || e.kind() == Kind.NOT_FOUND) {
                return Finding.skip(
                        "this token may not read it (%s, Read-only)".formatted(permission));
            }
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Finding whenGood(Check.Look look) throws Exception {
        return isTokenGood ? look.look() : Finding.skip("GitHub did not take the token");
    }

    private Finding whenFound(java.util.function.Function<Repository, Finding> look) {
        Repository found = repository;
        return found == null ? Finding.skip("the repository was not found") : look.apply(found);
    }

    /// In place of all when nothing is configured.
    static List<Check> skipped(String why) {
        return Stream.of("github", "repository")
                .map(what -> new Check(what, LIMIT, () -> Finding.skip(why)))
                .toList();
    }

    /// For a token alone.
    static Check tokenOnly(GitHub gitHub, InstantSource callClock) {
        return new Check(
                "github token",
                LIMIT,
                () -> {
                    gitHub.access(callClock.instant().plus(LIMIT)).rateLimit();
                    return Finding.ok("GitHub takes it; --repo looks at what it may do");
                });
    }
}
