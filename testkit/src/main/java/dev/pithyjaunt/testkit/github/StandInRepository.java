package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.testkit.TestRepository;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/// A repository of the stand-in: a real bare one on disk, and what GitHub keeps beside it.
/// Thread-safe.
public final class StandInRepository {

    private final long id;
    private final String owner;
    private final String name;
    private final TestRepository bare;
    private final BareGit git;
    private final Instant createdAt;
    private final Map<String, String> collaborators = new ConcurrentHashMap<>();
    private final Set<String> secrets = new ConcurrentSkipListSet<>();
    private final Set<String> protectedBranches = new ConcurrentSkipListSet<>();
    private final NavigableMap<Integer, PullRequest> pulls = new ConcurrentSkipListMap<>();
    private final NavigableSet<Integer> issues = new ConcurrentSkipListSet<>();
    private final List<StandInComment> comments = new CopyOnWriteArrayList<>();
    private final NavigableMap<Long, StandInRun> runs = new ConcurrentSkipListMap<>();
    private final Map<String, Long> workflowIds = new TreeMap<>();
    private volatile ActionsSettings actions = ActionsSettings.initial();
    private volatile String defaultBranch = "main";
    private volatile boolean isPrivate;
    private volatile boolean isArchived;

    StandInRepository(long id, String fullName, TestRepository bare, Instant createdAt) {
        this.id = id;
        this.owner = fullName.substring(0, fullName.indexOf('/'));
        this.name = fullName.substring(fullName.indexOf('/') + 1);
        this.bare = bare;
        this.git = new BareGit(bare);
        this.createdAt = createdAt;
    }

    public long id() {
        return id;
    }

    public String owner() {
        return owner;
    }

    public String name() {
        return name;
    }

    /// Such as `acme/shop`.
    public String fullName() {
        return owner + "/" + name;
    }

    /// The bare repository.
    public Path path() {
        return bare.path();
    }

    /// The same, to look at or to change behind GitHub's back.
    public TestRepository bare() {
        return bare;
    }

    public List<String> branches() {
        return git.branches();
    }

    /// The commit of a branch.
    public Optional<String> branch(String branch) {
        return git.branch(branch);
    }

    /// In order of their numbers.
    public List<PullRequest> pullRequests() {
        return List.copyOf(pulls.values());
    }

    /// What is below an issue or a pull request, the oldest first.
    public List<StandInComment> comments(int issue) {
        return comments.stream().filter(comment -> comment.issue() == issue).toList();
    }

    /// In order of arrival.
    public List<StandInRun> runs() {
        return List.copyOf(runs.values());
    }

    public StandInRepository makePrivate() {
        isPrivate = true;
        return this;
    }

    public StandInRepository archive() {
        isArchived = true;
        return this;
    }

    /// Only pull requests change it from here on: pushes are refused.
    public StandInRepository protect(String branch) {
        protectedBranches.add(branch);
        return this;
    }

    public StandInRepository actions(ActionsSettings settings) {
        actions = settings;
        return this;
    }

    /// One that is set, by its name; its value is nowhere.
    public StandInRepository secret(String secret) {
        secrets.add(secret);
        return this;
    }

    /// Opens an issue of that number, unless it is there.
    public StandInRepository issue(int number) {
        issues.add(number);
        return this;
    }

    /// @param permission `admin`, `maintain`, `write`, `triage` or `read`
    public StandInRepository collaborator(String login, String permission) {
        collaborators.put(login, permission);
        return this;
    }

    public StandInRepository defaultBranch(String branch) {
        bare.git("symbolic-ref", "HEAD", "refs/heads/" + branch);
        defaultBranch = branch;
        return this;
    }

    public ActionsSettings actions() {
        return actions;
    }

    public String defaultBranch() {
        return defaultBranch;
    }

    public boolean isPrivate() {
        return isPrivate;
    }

    public boolean isArchived() {
        return isArchived;
    }

    Set<String> secrets() {
        return Collections.unmodifiableSet(secrets);
    }

    Set<String> protectedBranches() {
        return Collections.unmodifiableSet(protectedBranches);
    }

    /// `none` for who is no collaborator of a private one.
    String permissionOf(String login) {
        String fallback = login.equals(owner) ? "admin" : isPrivate ? "none" : "read";
        return collaborators.getOrDefault(login, fallback);
    }

    BareGit git() {
        return git;
    }

    Instant createdAt() {
        return createdAt;
    }

    NavigableMap<Integer, PullRequest> pulls() {
        return pulls;
    }

    boolean hasIssue(int number) {
        return issues.contains(number);
    }

    /// Issues and pull requests are numbered together.
    int nextNumber() {
        int issue = issues.isEmpty() ? 0 : issues.last();
        return 1 + Math.max(issue, pulls.isEmpty() ? 0 : pulls.lastKey());
    }

    void add(StandInComment comment) {
        comments.add(comment);
    }

    NavigableMap<Long, StandInRun> runsById() {
        return runs;
    }

    /// The number that a workflow file has here for good.
    synchronized long workflowId(String path) {
        return workflowIds.computeIfAbsent(path, _ -> id * 1000 + workflowIds.size() + 1L);
    }
}
