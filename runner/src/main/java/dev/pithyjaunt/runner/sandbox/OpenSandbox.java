package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence.Isolation;
import dev.pithyjaunt.runner.execution.ExecutionFolder;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// No wall at all: commands run as whoever runs this program, with their own folders, a listed
/// environment, and limits on time, output, disk and memory. A program that leaves its parent is
/// not ended.
final class OpenSandbox implements Sandbox {

    private final Path folder;
    private final PlainPlaces places;

    OpenSandbox(Path folder) {
        this.folder = folder;
        this.places = new PlainPlaces(folder);
    }

    @Override
    public Isolation isolation() {
        return new Isolation(
                CheckMode.NONE,
                List.of("limits on time, memory, output and disk"),
                List.of("everything else: the checks ran as the user who ran this program"));
    }

    @Override
    public boolean hasOnePath() {
        return false;
    }

    @Override
    public String pathOfTree(Place place) {
        return PlainPlaces.pathOfTree(place);
    }

    @Override
    public String pathOfReports(Place place) {
        return place.reports().toString();
    }

    @Override
    public Place newPlace(List<Path> readable) {
        return places.newPlace();
    }

    @Override
    public void handOver(Place place) {
        // It belongs to who runs the commands.
    }

    @Override
    public Place copy(Place place) {
        return place;
    }

    @Override
    public Run run(Place place, Job job, Drain output) {
        Map<String, String> environment =
                new LinkedHashMap<>(Environment.basicAnd(Environment.TOOLS));
        environment.put("CI", "true");
        environment.putAll(PlainPlaces.environment(place, job));
        try (Cgroup none = Cgroup.none()) {
            return new Runner(
                            List.of("sh", "-c", PlainPlaces.MERGED, job.line()),
                            PlainPlaces.directory(place, job),
                            environment,
                            none)
                    .run(job, place.folder(), output);
        }
    }

    @Override
    public void keepCaches(Place place) {
        // Tools have their caches where they always have them.
    }

    @Override
    public void remove(Place place) {
        ExecutionFolder.delete(place.folder());
    }

    @Override
    public void close() {
        ExecutionFolder.delete(folder);
    }
}
