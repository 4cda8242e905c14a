package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.bench.program.Person;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.testkit.github.StandInRun;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// People and runs that keep a server busy until they are told to finish: tasks are made, executed,
/// now and then cancelled, and told of to their end.
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final double CANCELLED = 0.15;
    private static final int CALLS = 3;

    private final Stage stage;
    private final Person owner;
    private final Ledger ledger;
    private final URI webhook;
    private final int events;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger finished = new AtomicInteger();
    private volatile boolean isOver;

    /// @param webhook where runs deliver: the server, or what is before it
    /// @param events with lines in each execution
    Load(Stage stage, Person owner, Ledger ledger, URI webhook, int events) {
        this.stage = stage;
        this.owner = owner;
        this.ledger = ledger;
        this.webhook = webhook;
        this.events = events;
    }

    /// Begins as many that have runs on GitHub.
    ///
    /// @param followed whether the log of each execution is followed live
    void runs(int count, long seed, boolean followed) {
        for (int i = 0; i < count; i++) {
            Random dice = new Random(seed * 31 + i);
            boolean isFollowed = followed && i == 0;
            begin(() -> playRun(dice, isFollowed));
        }
    }

    /// Begins one whose executions are children of the server, and who waits for the end of each.
    void local() {
        begin(this::playLocal);
    }

    private void begin(Runnable one) {
        threads.add(
                Thread.ofVirtual()
                        .start(() -> {
                            while (!isOver) {
                                try {
                                    one.run();
                                } catch (RuntimeException e) {
                                    ledger.fault("a load broke off: " + e);
                                    return;
                                }
                            }
                        }));
    }

    /// How many executions were told of to their end.
    int finished() {
        return finished.get();
    }

    private void playRun(Random dice, boolean followed) {
        Optional<Told> accepted = execute(stage.gitHubRepository());
        if (accepted.isEmpty()) {
            return;
        }
        Told told = accepted.get();
        Thread reader = followed ? follow(told) : new Thread();
        awaitRun(told).ifPresent(run -> play(run, told, dice));
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The run of an execution. None comes when the server died between saying that it asks GitHub
    /// and asking: it ends that one.
    Optional<StandInRun> awaitRun(Told told) {
        boolean _ =
                Patience.until(
                        Stage.EXECUTION.plus(Audit.OVERTIME),
                        () -> stage.runs().find(told.executionId()).isPresent() || isEnded(told));
        return stage.runs().find(told.executionId());
    }

    boolean isEnded(Told told) {
        return owner.get("/api/execution/" + told.executionId())
                .path("status")
                .asString()
                .equals("ended");
    }

    private Thread follow(Told told) {
        return Thread.ofVirtual()
                .start(() -> {
                    String fault = new StreamReader(owner, told, PATIENCE).read();
                    if (!fault.isEmpty()) {
                        ledger.fault(fault);
                    }
                });
    }

    private void play(StandInRun run, Told told, Random dice) {
        Sender sender =
                new Sender(
                        new Sender.Way(http, webhook, stage.eventSecret(), InstantSource.system()),
                        told,
                        ledger,
                        dice);
        run.start();
        boolean goesOn = sender.started(run.id());
        int cancelAt = dice.nextDouble() < CANCELLED ? dice.nextInt(events) : -1;
        for (int i = 0; i < events && goesOn && !sender.isCancelRequested(); i++) {
            if (i == cancelAt) {
                cancel(told);
            }
            goesOn = sender.log();
        }
        if (goesOn) {
            goesOn = sender.isCancelRequested() ? sender.cancelled() : sender.completed(CALLS);
        }
        run.complete(sender.isCancelRequested() ? "cancelled" : "success");
        if (goesOn) {
            finished.incrementAndGet();
        } else if (sender.lastStatus() != 409) {
            ledger.fault(
                    "execution %s: a delivery was answered %d"
                            .formatted(told.executionId(), sender.lastStatus()));
        }
    }

    private void cancel(Told told) {
        Optional<Person.Answer> answer =
                owner.ask("POST", "/api/task/" + told.taskId() + "/cancel", null);
        answer.ifPresent(given -> ledger.answered(given.status()));
        if (answer.isPresent() && answer.get().isGood()) {
            told.taken();
        }
    }

    private void playLocal() {
        Optional<Told> told = execute(stage.localRepository());
        if (told.isPresent()) {
            boolean _ =
                    Patience.until(
                            Stage.EXECUTION.plus(Audit.OVERTIME),
                            () -> isOver || isEnded(told.get()));
            finished.incrementAndGet();
        }
    }

    /// A new task, executed. Both are asked for until it is known that they are done, and are done
    /// once.
    ///
    /// @return empty when all is over before it was accepted
    Optional<Told> execute(String repository) {
        Map<String, String> task =
                Map.of("repositoryId", repository, "description", "Greet the world in greet.sh");
        return posted("/api/task", task)
                .map(made -> made.path("id").asString())
                .flatMap(this::executeTask);
    }

    /// Executes a task that is there.
    Optional<Told> executeTask(String id) {
        return posted("/api/task/" + id + "/execute", null)
                .map(accepted -> ledger.accepted(id, accepted.path("executionId").asString()));
    }

    private Optional<JsonNode> posted(String path, @Nullable Map<String, ?> body) {
        String key = Id.next();
        while (!isOver) {
            Optional<Person.Answer> answer = owner.post(path, key, body);
            answer.ifPresent(given -> ledger.answered(given.status()));
            if (answer.isPresent() && answer.get().isGood()) {
                return Optional.of(answer.get().body());
            }
            if (answer.isPresent() && !isLater(answer.get())) {
                ledger.fault("POST %s: %s".formatted(path, answer.get()));
                return Optional.empty();
            }
            Patience.pass(PAUSE);
        }
        return Optional.empty();
    }

    /// Whether it says to come again.
    private static boolean isLater(Person.Answer answer) {
        return answer.status() >= 500
                || answer.status() == 429
                || answer.body().path("type").asString("").endsWith("idempotency-in-progress");
    }

    /// Begins nothing more, and waits until all that was begun is told of.
    void finish() {
        isOver = true;
        for (Thread thread : threads) {
            try {
                if (!thread.join(Stage.EXECUTION.plus(Audit.OVERTIME))) {
                    ledger.fault("a load did not finish");
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        isOver = true;
        threads.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}
