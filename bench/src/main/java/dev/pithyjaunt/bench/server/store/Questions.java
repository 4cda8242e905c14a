package dev.pithyjaunt.bench.server.store;

import dev.pithyjaunt.bench.program.Person;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What people ask of a server with a filled store, each time about another place in it.
final class Questions {

    private static final int WARM_UP = 50;
    private static final int PAGE = 1_000;
    private static final String SOME = "\"items\":[{";

    /// With filters there may be none of them, in a small store.
    private static final String ANY = "\"items\":[";

    private final Filled filled;
    private final LogSizes sizes;
    private final Person administrator;
    private final Person few;
    private final Random dice = new Random(1);

    /// @param administrator who sees all tasks
    /// @param few who sees their own, which are few
    Questions(Filled filled, LogSizes sizes, Person administrator, Person few) {
        this.filled = filled;
        this.sizes = sizes;
        this.administrator = administrator;
        this.few = few;
    }

    /// @param expected what every answer has in it, or it is none
    private record Question(String name, Person person, String expected, Supplier<String> path) {

        private Question(String name, Person person, String expected, String path) {
            this(name, person, expected, () -> path);
        }
    }

    private List<Question> all() {
        List<Question> all = new ArrayList<>();
        lists(all);
        pages(all);
        logs(all);
        return all;
    }

    private void lists(List<Question> all) {
        String list = "/api/task";
        all.add(new Question("tasks: first page", administrator, SOME, list));
        all.add(deep("tasks: a deep page", list + "?"));
        for (String filter : List.of("status=needs_review", "status=failed&priority=high")) {
            all.add(new Question("tasks: " + filter, administrator, ANY, list + "?" + filter));
            all.add(deep("tasks: " + filter + ", deep", list + "?" + filter + "&"));
        }
        all.add(
                new Question(
                        "tasks: of one repository",
                        administrator,
                        ANY,
                        () -> list + "?repositoryId=" + any(filled.repositories())));
        all.add(
                new Question(
                        "tasks: cancelled, 1 in 5,000",
                        administrator,
                        ANY,
                        list + "?status=cancelled"));
        all.add(
                new Question(
                        "tasks: running, none",
                        administrator,
                        "\"items\":[]",
                        list + "?status=running"));
        all.add(new Question("tasks: of somebody who has 20", few, SOME, list));
    }

    /// Such a page begins anywhere but in the oldest tenth.
    private Question deep(String name, String list) {
        int count = filled.tasks().size();
        return new Question(
                name,
                administrator,
                ANY,
                () ->
                        list
                                + "before="
                                + filled.tasks()
                                        .get(count / 10 + dice.nextInt(count - count / 10)));
    }

    private void pages(List<Question> all) {
        all.add(
                new Question(
                        "task page",
                        administrator,
                        "</html>",
                        () -> "/task/" + any(filled.tasks())));
        all.add(
                new Question(
                        "task page, log of %,d lines"
                                .formatted(sizes.lines().get(sizes.longs().getFirst())),
                        administrator,
                        "</html>",
                        () -> "/task/" + filled.tasks().get(anyLong())));
        all.add(
                new Question(
                        "task page, log of %,d lines".formatted(sizes.lines().get(sizes.longest())),
                        administrator,
                        "</html>",
                        "/task/" + filled.tasks().get(sizes.longest())));
    }

    private void logs(List<Question> all) {
        all.add(
                new Question(
                        "log of %,d lines".formatted(sizes.lines().get(sizes.longs().getFirst())),
                        administrator,
                        SOME,
                        () -> log(anyLong(), 0)));
        int longest = sizes.lines().get(sizes.longest());
        all.add(
                new Question(
                        "log of %,d lines, its beginning".formatted(longest),
                        administrator,
                        SOME,
                        log(sizes.longest(), 0)));
        all.add(
                new Question(
                        "log of %,d lines, anywhere".formatted(longest),
                        administrator,
                        SOME,
                        () -> log(sizes.longest(), dice.nextInt(Math.max(1, longest - PAGE)))));
    }

    private String log(int task, int after) {
        return "/api/task/%s/logs?after=%d&limit=%d"
                .formatted(filled.tasks().get(task), after, PAGE);
    }

    private int anyLong() {
        return sizes.longs().get(dice.nextInt(sizes.longs().size()));
    }

    private String any(List<String> ids) {
        return ids.get(dice.nextInt(ids.size()));
    }

    /// Asks each, one after the other, when it was asked some times before.
    ///
    /// @param rounds how often each is asked
    /// @param seen gets each as soon as it is there
    void ask(int rounds, Consumer<Latencies> seen) {
        for (Question question : all()) {
            for (int i = 0; i < WARM_UP; i++) {
                ask(question);
            }
            long[] nanos = new long[rounds];
            for (int i = 0; i < rounds; i++) {
                nanos[i] = ask(question);
            }
            seen.accept(new Latencies(question.name(), nanos));
        }
    }

    private static long ask(Question question) {
        String path = question.path().get();
        long start = System.nanoTime();
        String answer = question.person().text(path);
        long nanos = System.nanoTime() - start;
        if (!answer.contains(question.expected())) {
            throw new IllegalStateException(
                    "%s has no %s: %s".formatted(path, question.expected(), answer));
        }
        return nanos;
    }
}
