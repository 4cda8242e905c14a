package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.bench.program.Person;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds what the server has against what it had acknowledged.
final class Audit {

    /// After its deadline an execution is ended by then, whatever died.
    static final Duration OVERTIME = Duration.ofSeconds(60);

    private static final Duration ANSWERS = Duration.ofSeconds(15);
    private static final int PAGE = 1_000;

    private final Person owner;
    private final Ledger ledger;
    private final Duration execution;
    private final List<String> faults;
    private long lost;
    private long twice;
    private long unended;

    /// @param execution the time that one has
    Audit(Person owner, Ledger ledger, Duration execution) {
        this.owner = owner;
        this.ledger = ledger;
        this.execution = execution;
        this.faults = new ArrayList<>(ledger.faults());
    }

    /// Waits until every execution has ended, or should have, and looks.
    Row row(String scene, long tries) {
        awaitEnds();
        ledger.executions().forEach(this::look);
        return new Row(scene, tries, ledger.acknowledged(), lost, twice, unended, faults);
    }

    private void awaitEnds() {
        boolean _ = Patience.until(execution.plus(OVERTIME).plus(ANSWERS), this::haveAllEnded);
    }

    private boolean haveAllEnded() {
        Set<String> running = new HashSet<>();
        String before = "";
        while (true) {
            JsonNode page = owner.get("/api/task?status=running&limit=100" + before);
            page.path("items").forEach(task -> running.add(task.path("id").asString()));
            String next = page.path("next").asString("");
            if (next.isEmpty()) {
                return ledger.executions().stream()
                        .noneMatch(told -> running.contains(told.taskId()));
            }
            before = "&before=" + next;
        }
    }

    private void look(Told told) {
        JsonNode all = owner.get("/api/task/" + told.taskId() + "/execution").path("items");
        Optional<JsonNode> found =
                all.valueStream()
                        .filter(item -> item.path("id").asString().equals(told.executionId()))
                        .findFirst();
        if (found.isEmpty()) {
            lost++;
            faults.add("execution %s was accepted and is not there".formatted(told.executionId()));
            return;
        }
        lookAtEnd(told, found.get());
        lookAtLines(told);
        lookAtUsage(told, found.get());
    }

    private void lookAtEnd(Told told, JsonNode found) {
        JsonNode times = found.path("times");
        Instant deadline =
                times.path("deadlineAt")
                        .asStringOpt()
                        .map(Instant::parse)
                        .orElseGet(() ->
                                Instant.parse(times.path("createdAt").asString()).plus(execution));
        Optional<Instant> end = times.path("completedAt").asStringOpt().map(Instant::parse);
        if (!found.path("status").asString().equals("ended")
                || end.isEmpty()
                || end.get().isAfter(deadline.plus(OVERTIME))) {
            unended++;
            faults.add(
                    "execution %s is %s; deadline %s, end %s"
                            .formatted(
                                    told.executionId(),
                                    found.path("status").asString(),
                                    deadline,
                                    end));
        }
        String outcome = found.path("ending").path("outcome").asString("");
        String expected = told.end();
        if (expected != null && !expected.equals(outcome)) {
            lost++;
            faults.add(
                    "execution %s: %s was acknowledged, and it ended as %s: %s"
                            .formatted(
                                    told.executionId(), expected, outcome, found.path("ending")));
        }
    }

    private void lookAtLines(Told told) {
        Map<String, Integer> there = new HashMap<>();
        long position = 0;
        Map<String, Long> sequences = new HashMap<>();
        for (JsonNode line : lines(told)) {
            there.merge(line.path("text").asString(), 1, Integer::sum);
            String phase = line.path("phase").asString();
            long sequence = line.path("sequence").asLong();
            if (line.path("position").asLong() != ++position
                    || sequence != sequences.merge(phase, 1L, Long::sum)) {
                faults.add("execution %s: out of order: %s".formatted(told.executionId(), line));
                return;
            }
        }
        for (String text : told.lines()) {
            if (!there.containsKey(text)) {
                lost++;
                faults.add("acknowledged and not there: " + text);
            }
        }
        for (Map.Entry<String, Integer> line : there.entrySet()) {
            if (line.getValue() > 1 && line.getKey().endsWith(told.executionId())) {
                twice++;
                faults.add("%d times there: %s".formatted(line.getValue(), line.getKey()));
            }
        }
    }

    private List<JsonNode> lines(Told told) {
        List<JsonNode> lines = new ArrayList<>();
        for (long after = 0; ; after = lines.getLast().path("position").asLong()) {
            JsonNode items =
                    owner.get(
                                    "/api/task/%s/logs?execution=%s&after=%d&limit=%d"
                                            .formatted(
                                                    told.taskId(), told.executionId(), after, PAGE))
                            .path("items");
            items.forEach(lines::add);
            if (items.size() < PAGE) {
                return lines;
            }
        }
    }

    private void lookAtUsage(Told told, JsonNode found) {
        long calls = found.path("usage").path("calls").asLong();
        if (told.end() == null || calls == told.calls()) {
            return;
        }
        if (calls > told.calls()) {
            twice += calls - told.calls();
        } else {
            lost += told.calls() - calls;
        }
        faults.add(
                "execution %s: %d calls were told, and %d are counted"
                        .formatted(told.executionId(), told.calls(), calls));
    }
}
