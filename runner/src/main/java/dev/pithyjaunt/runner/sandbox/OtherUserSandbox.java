package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence.Isolation;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.runner.execution.ExecutionFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Another user, on a machine that is thrown away and holds no secret: commands can neither rewrite
/// what this program writes nor end it, and nothing of theirs outlives a command. Needs root, or
/// `sudo` without a password, as hosted runners have.
final class OtherUserSandbox implements Sandbox {

    private static final String USER = String.valueOf(Machine.JOB_USER);

    private static final int MAX_ROUNDS = 50;

    private final Path shared;
    private final PlainPlaces places;
    private final List<String> asRoot;

    private OtherUserSandbox(Path shared, List<String> asRoot) {
        this.shared = shared;
        this.places = new PlainPlaces(shared);
        this.asRoot = List.copyOf(asRoot);
    }

    /// @param folder is not used: the other user may not be able to reach it
    /// @throws SandboxMissingException when this program can't become another user
    static OtherUserSandbox open(Path folder) {
        List<String> missing = Machine.missing("setpriv", "prlimit", "pkill");
        if (!Machine.isLinux() || !missing.isEmpty()) {
            throw SandboxMissingException.noOtherUser(
                    "it needs Linux with setpriv, prlimit and pkill");
        }
        List<String> asRoot = Machine.isRoot() ? List.of() : List.of("sudo", "--non-interactive");
        Path shared =
                Path.of(System.getProperty("java.io.tmpdir"), "pithy-jaunt-checks-" + Id.next());
        Machine.createFolders(folder, shared);
        OtherUserSandbox sandbox = new OtherUserSandbox(shared, asRoot);
        try {
            Machine.run(shared, sandbox.asUser("true").toArray(String[]::new));
        } catch (IllegalStateException | UncheckedIOException e) {
            ExecutionFolder.delete(shared);
            throw SandboxMissingException.noOtherUser(
                    "this program is not root, and sudo asks for a password or is not there");
        }
        return sandbox;
    }

    private List<String> asUser(String... words) {
        List<String> all = new ArrayList<>(asRoot);
        all.addAll(
                List.of(
                        "setpriv",
                        "--reuid",
                        USER,
                        "--regid",
                        USER,
                        "--clear-groups",
                        "--no-new-privs",
                        "--"));
        all.addAll(List.of(words));
        return all;
    }

    private void runAsRoot(String... words) {
        List<String> all = new ArrayList<>(asRoot);
        all.addAll(List.of(words));
        Machine.run(shared, all.toArray(String[]::new));
    }

    @Override
    public Isolation isolation() {
        return new Isolation(
                CheckMode.JOB,
                List.of(
                        "another user (%s), who owns nothing else".formatted(USER),
                        "limits on time, memory, processes, output and disk"),
                List.of("a sandbox: the machine itself has to be thrown away after the checks"));
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
        Place place = places.newPlace();
        permit(place, "rwx------");
        return place;
    }

    /// All places belong to one user: a command reaches its own alone while the others are closed.
    private static void permit(Place place, String permissions) {
        Path around = place.folder().resolveSibling("");
        try {
            Files.setPosixFilePermissions(around, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException("changing who may enter " + around, e);
        }
    }

    @Override
    public void handOver(Place place) {
        runAsRoot("chown", "-R", "--no-dereference", USER + ":" + USER, place.folder().toString());
    }

    @Override
    public Place copy(Place place) {
        return place;
    }

    @Override
    public Run run(Place place, Job job, Drain output) {
        Map<String, String> environment =
                new LinkedHashMap<>(Environment.basicAnd(Environment.TOOLS));
        // This program may have a shorter one, of folders that the other user can't write to.
        String path = System.getenv("PITHY_JAUNT_CHECK_PATH");
        if (path != null) {
            environment.put("PATH", path);
        }
        environment.putAll(
                Map.of(
                        "HOME", place.folder().resolve("home").toString(),
                        "USER", "check",
                        "LOGNAME", "check",
                        "CI", "true",
                        "PIP_BREAK_SYSTEM_PACKAGES", "1"));
        environment.putAll(PlainPlaces.environment(place, job));
        permit(place, "rwxr-xr-x");
        try (Cgroup none = Cgroup.none()) {
            return new Runner(
                            words(job, environment),
                            directory(place, job),
                            Environment.basic(),
                            none)
                    .run(job, place.folder(), output);
        } finally {
            endAll();
            permit(place, "rwx------");
        }
    }

    private static Path directory(Place place, Job job) {
        return PlainPlaces.directory(place, job);
    }

    /// sudo hands no variable on: `env` sets them.
    private List<String> words(Job job, Map<String, String> environment) {
        List<String> words = asUser("env", "-i");
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(Rlimits.words(job.limits()));
        words.addAll(List.of("sh", "-c", PlainPlaces.MERGED, job.line()));
        return words;
    }

    /// The user is there for these commands alone, so whatever runs as it belongs to them.
    private void endAll() {
        try {
            for (int round = 0; round < MAX_ROUNDS; round++) {
                // Again while any is left: one that is not killed yet may fork.
                runAsRoot("pkill", "-KILL", "-u", USER);
            }
        } catch (IllegalStateException e) {
            // pkill says so when there is nothing to end.
        }
    }

    @Override
    public void keepCaches(Place place) {
        // Tools have their caches where they always have them.
    }

    @Override
    public void remove(Place place) {
        runAsRoot("rm", "-rf", "--", place.folder().toString());
    }

    @Override
    public void close() {
        runAsRoot("rm", "-rf", "--", shared.toString());
    }
}
