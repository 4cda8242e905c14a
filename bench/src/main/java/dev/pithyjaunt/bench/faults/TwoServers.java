package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.bench.program.Person;
import dev.pithyjaunt.bench.program.ServerProgram;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two servers on one PostgreSQL race for the same rows.
///
/// @param tasks that are executed at both at the same moment
record TwoServers(int tasks) implements FaultScene {

    private static final int RUNS = 3;
    private static final int EVENTS = 6;

    @Override
    public String name() {
        return "two-servers";
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Ledger ledger = new Ledger();
        try (Stage stage = new Stage(folder, DatabaseKind.POSTGRESQL, Map.of());
                ServerProgram second = stage.another(folder.resolve("second"));
                Person there = stage.owner().at(second.address());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Load here = new Load(stage, stage.owner(), ledger, second.address(), EVENTS);
                Load elsewhere = new Load(stage, there, ledger, stage.server().address(), EVENTS)) {
            here.runs(RUNS, seed, true);
            elsewhere.runs(RUNS, seed + 1, false);
            for (int i = 0; i < tasks; i++) {
                race(stage, there, ledger, threads);
            }
            boolean _ =
                    Patience.until(
                            Stage.EXECUTION.plus(Audit.OVERTIME),
                            () -> here.finished() >= RUNS && elsewhere.finished() >= RUNS);
            here.finish();
            elsewhere.finish();
            Row row = new Audit(stage.owner(), ledger, Stage.EXECUTION).row(name(), tasks);
            for (Told told : ledger.executions()) {
                int runs = stage.runs().all(told.executionId()).size();
                if (runs > 1) {
                    row =
                            row.with(
                                    "execution %s was dispatched %d times"
                                            .formatted(told.executionId(), runs));
                }
            }
            return row;
        }
    }

    /// One task, executed at both servers.
    private static void race(Stage stage, Person there, Ledger ledger, ExecutorService threads) {
        String task =
                stage.owner()
                        .must(
                                "POST",
                                "/api/task",
                                Map.of(
                                        "repositoryId",
                                        stage.gitHubRepository(),
                                        "description",
                                        "Greet the world in greet.sh"))
                        .path("id")
                        .asString();
        String path = "/api/task/" + task + "/execute";
        List<Future<Optional<Person.Answer>>> asked = new ArrayList<>();
        for (Person person : List.of(stage.owner(), there)) {
            asked.add(threads.submit(() -> person.ask("POST", path, null)));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Optional<Person.Answer>> one : asked) {
            try {
                Person.Answer answer = one.get().orElseThrow();
                statuses.add(answer.status());
                if (answer.isGood()) {
                    ledger.accepted(task, answer.body().path("executionId").asString());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        statuses.sort(null);
        if (!statuses.equals(List.of(202, 409))) {
            ledger.fault("one task executed at two servers: " + statuses);
        }
    }
}
