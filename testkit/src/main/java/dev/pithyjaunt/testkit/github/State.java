package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.testkit.TestRepository;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// All that the stand-in knows.
final class State {

    private final Path folder;
    private final InstantSource clock;
    private final Map<String, StandInRepository> repositories =
            new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Tokens tokens;
    private final Apps apps;
    private final Pulls pulls;
    private final AtomicLong ids = new AtomicLong(1000);
    private final List<Dispatched> dispatches = new CopyOnWriteArrayList<>();
    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile Consumer<StandInRun> runner = _ -> {};
    private volatile boolean dispatchesSwallowed;
    private volatile boolean oldServer;

    State(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        this.tokens = new Tokens(clock);
        this.apps = new Apps(clock);
        this.pulls = new Pulls(clock);
    }

    Path folder() {
        return folder;
    }

    InstantSource clock() {
        return clock;
    }

    Tokens tokens() {
        return tokens;
    }

    Apps apps() {
        return apps;
    }

    Pulls pulls() {
        return pulls;
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    StandInRepository add(String fullName, TestRepository bare) {
        StandInRepository repository =
                new StandInRepository(nextId(), fullName, bare, clock.instant());
        repositories.put(fullName, repository);
        return repository;
    }

    Optional<StandInRepository> find(String fullName) {
        return Optional.ofNullable(repositories.get(fullName));
    }

    List<StandInRepository> repositories() {
        return List.copyOf(repositories.values());
    }

    List<Dispatched> dispatches() {
        return dispatches;
    }

    List<Seen> requests() {
        return requests;
    }

    List<String> violations() {
        return violations;
    }

    Consumer<StandInRun> runner() {
        return runner;
    }

    void runner(Consumer<StandInRun> handler) {
        runner = handler;
    }

    boolean swallowsDispatches() {
        return dispatchesSwallowed;
    }

    void swallowDispatches(boolean on) {
        dispatchesSwallowed = on;
    }

    boolean isOldServer() {
        return oldServer;
    }

    void oldServer(boolean on) {
        oldServer = on;
    }
}
