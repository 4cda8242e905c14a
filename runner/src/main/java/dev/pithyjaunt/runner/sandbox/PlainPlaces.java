package dev.pithyjaunt.runner.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Places that commands find where they are.
final class PlainPlaces {

    /// Runs the line that follows it, with both of its streams in one.
    static final String MERGED = "exec sh -c \"$0\" 2>&1";

    private final Path folder;
    private final AtomicInteger count = new AtomicInteger();

    PlainPlaces(Path folder) {
        this.folder = folder;
    }

    /// A new place, in a folder of its own that can be closed.
    Place newPlace() {
        Path around = folder.resolve("p" + count.incrementAndGet());
        Place place = new Place(around.resolve("place"), List.of(), List.of());
        for (String part : List.of("tree", "home", "tmp", "reports")) {
            Machine.createFolders(place.folder().resolve(part));
        }
        return place;
    }

    static String pathOfTree(Place place) {
        try {
            return place.tree().toRealPath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException("looking for " + place.tree(), e);
        }
    }

    /// Where a job starts.
    static Path directory(Place place, Job job) {
        return place.tree().resolve(job.folder());
    }

    /// The job's own variables, and where temporary files go.
    static Map<String, String> environment(Place place, Job job) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("TMPDIR", place.folder().resolve("tmp").toString());
        environment.putAll(job.environment());
        return environment;
    }
}
