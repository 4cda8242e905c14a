package dev.pithyjaunt.bench.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Scenes, one after the other or several at once.
///
/// @param folder that each gets a folder in
/// @param seed of all that is left to chance
record Play(Path folder, Size size, long seed) {

    /// @param atOnce how many are played at the same time
    /// @param seen gets each row as soon as it is there
    /// @return in the order of the scenes
    List<Row> of(List<FaultScene> scenes, int atOnce, Consumer<Row> seen) {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            return scenes.stream()
                    .map(scene -> threads.submit(() -> played(scene, seen)))
                    .toList()
                    .stream()
                    .map(Play::row)
                    .toList();
        }
    }

    private Row played(FaultScene scene, Consumer<Row> seen) {
        Row row;
        try {
            row = scene.play(folder.resolve(scene.name()), size, seed);
        } catch (RuntimeException e) {
            row = Row.broken(scene.name(), e);
        }
        seen.accept(row);
        return row;
    }

    private static Row row(Future<Row> played) {
        try {
            return played.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
