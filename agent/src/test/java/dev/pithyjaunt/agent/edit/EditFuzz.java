package dev.pithyjaunt.agent.edit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Reads and fits broken replies for a while: `SECONDS SEED SCENARIOS`. The first that throws is
/// written to `failed-reply`.
final class EditFuzz {

    private EditFuzz() {}

    public static void main(String[] arguments) throws Exception {
        ReplyMutation mutation =
                new ReplyMutation(Path.of(arguments[2]), Long.parseLong(arguments[1]));
        long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
        Map<String, Integer> counts = new TreeMap<>();
        double slowest = 0;
        while (System.nanoTime() < end) {
            ReplyMutation.Case next = mutation.next();
            long started = System.nanoTime();
            try {
                counts.merge(ReplyMutation.fit(next), 1, Integer::sum);
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                Files.writeString(Path.of("failed-reply"), next.reply().replace('\uD800', '?'));
                throw new IllegalStateException(next.tree().values().toString(), e);
            }
            slowest = Math.max(slowest, (System.nanoTime() - started) / 1e6);
        }
        System.out.printf("%s, slowest %.0f ms%n", counts, slowest);
    }
}
