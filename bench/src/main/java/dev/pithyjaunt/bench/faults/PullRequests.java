package dev.pithyjaunt.bench.faults;

/// What the executions of a scene left at the forge.
final class PullRequests {

    private PullRequests() {}

    /// @return the row, with a fault for each task that has more than one
    static Row atMostOneEach(Stage stage, Ledger ledger, Row row) {
        Row seen = row;
        for (Told told : ledger.executions()) {
            long count = count(stage, told);
            if (count > 1) {
                seen = seen.with("task %s has %d pull requests".formatted(told.taskId(), count));
            }
        }
        return seen;
    }

    static long count(Stage stage, Told told) {
        return stage.repository().pullRequests().stream()
                .filter(pull -> pull.head().equals("pj/" + told.taskId()))
                .count();
    }
}
