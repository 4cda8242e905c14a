package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence.Isolation;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.runner.execution.ExecutionFolder;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Bubblewrap around every command: a file system of chosen parts, processes and network of its
/// own. Started as root it first becomes a user that nobody is; started by anybody else it works in
/// a user namespace.
///
/// ```
/// unshare (mounts of its own) > sh: cgroup, layers > setpriv: user > prlimit > bwrap > sh: command
/// ```
final class BubblewrapSandbox implements Sandbox {

    private static final Duration TRIAL = Duration.ofSeconds(20);

    private final Path folder;
    private final boolean isRoot;
    private final Copying copying;
    private final VisibleFiles visible = VisibleFiles.ofThisUser();
    private final List<ToolCaches.Cache> caches;
    private final KeptCaches kept;
    private final List<Path> keptLayers;
    private final Path skeletons;
    private final Optional<Path> refusedCalls;
    private final AtomicInteger places = new AtomicInteger();

    private BubblewrapSandbox(
            Path folder,
            Collection<String> lines,
            KeptCaches kept,
            boolean isRoot,
            Copying copying) {
        this.folder = folder;
        this.isRoot = isRoot;
        this.copying = copying;
        this.refusedCalls = RefusedCalls.writeInto(folder);
        boolean hasLayers = copying == Copying.LAYERS;
        this.caches = hasLayers ? ToolCaches.of(lines, !isRoot) : List.of();
        this.kept = kept;
        this.skeletons = isRoot ? kept.foldersOr(folder.resolve("folders")) : folder;
        this.keptLayers = hasLayers ? kept.layers() : List.of();
    }

    /// How a place becomes another one.
    private enum Copying {
        /// By an overlay file system: what is written goes into the copy.
        LAYERS,
        /// File by file.
        FILES
    }

    /// Tries what it needs, rather than asking for it.
    ///
    /// @throws SandboxMissingException when this machine can't do it
    static BubblewrapSandbox open(Path folder, Collection<String> lines, KeptCaches kept) {
        if (!Machine.isLinux()) {
            throw SandboxMissingException.noSandbox("it needs Linux");
        }
        List<String> missing =
                Machine.missing("bwrap", "unshare", "setpriv", "prlimit", "mount", "find", "xargs");
        if (!missing.isEmpty()) {
            throw SandboxMissingException.noSandbox(
                    String.join(", ", missing)
                            + " is not on the PATH (Debian, Ubuntu: apt install bubblewrap util-linux findutils)");
        }
        Machine.createFolders(folder);
        VisibleFiles.writeEtc(folder.resolve("etc"));
        boolean isRoot = Machine.isRoot();
        Optional<String> problem = Optional.empty();
        for (Copying copying : Copying.values()) {
            BubblewrapSandbox sandbox = new BubblewrapSandbox(folder, lines, kept, isRoot, copying);
            sandbox.prepareCaches();
            problem = sandbox.tryOut();
            if (problem.isEmpty()) {
                return sandbox;
            }
        }
        throw SandboxMissingException.noSandbox("bubblewrap fails: " + problem.orElseThrow());
    }

    private Optional<String> tryOut() {
        Place first = newPlace(List.of());
        handOver(first);
        Place place = copy(first);
        Job job = new Job("echo tried > trial", "", Map.of(), false, TRIAL, CheckLimits.STANDARD);
        Run run = run(place, job, Drain.NONE);
        remove(place);
        remove(first);
        return Integer.valueOf(0).equals(run.exitCode())
                ? Optional.empty()
                : Optional.of(run.walls().strip().replace('\n', ' '));
    }

    @Override
    public Isolation isolation() {
        List<String> layers = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        layers.add(
                isRoot
                        ? "another user (%d), who owns nothing else".formatted(Machine.SANDBOX_USER)
                        : "a user namespace");
        layers.add("bubblewrap: chosen files, own processes, no network for checks");
        if (refusedCalls.isPresent()) {
            layers.add("calls of the kernel that no build needs are refused");
        } else {
            missing.add("calls of the kernel are not filtered on this kind of processor");
        }
        layers.add("limits on time, memory, processes, output and disk");
        if (copying == Copying.LAYERS) {
            layers.add("each side writes to its own layer");
        } else {
            missing.add(
                    "overlay file systems: each side works on copies, without the tools' caches");
        }
        if (Cgroup.isAvailable()) {
            layers.add("a control group");
        } else {
            missing.add(
                    "control groups can't be written: memory is watched, not bounded by the kernel");
        }
        return new Isolation(CheckMode.SANDBOX, layers, missing);
    }

    @Override
    public boolean hasOnePath() {
        return true;
    }

    @Override
    public String pathOfTree(Place place) {
        return Enclosure.TREE;
    }

    @Override
    public String pathOfReports(Place place) {
        return Enclosure.REPORTS;
    }

    @Override
    public Place newPlace(List<Path> readable) {
        Place place = new Place(nextFolder(), List.of(), readable);
        Machine.createFolders(place.tree());
        makeParts(place);
        return place;
    }

    private Path nextFolder() {
        return folder.resolve("p" + places.incrementAndGet());
    }

    private void makeParts(Place place) {
        for (String part : List.of("tree", "home", "tmp", "reports", "caches")) {
            Machine.createFolders(place.folder().resolve(part));
        }
        for (String part : layeredParts()) {
            Machine.createFolders(
                    place.folder().resolve(part), place.folder().resolve("work").resolve(part));
        }
    }

    private List<String> layeredParts() {
        List<String> parts = new ArrayList<>(List.of("tree", "home"));
        caches.forEach(cache -> parts.add(cache.part()));
        return parts;
    }

    @Override
    public void handOver(Place place) {
        if (isRoot) {
            String user = Machine.SANDBOX_USER + ":" + Machine.SANDBOX_USER;
            Machine.run(folder, "chown", "-R", "--no-dereference", user, place.folder().toString());
        }
    }

    @Override
    public Place copy(Place place) {
        if (copying == Copying.LAYERS) {
            Place copy = place.over(nextFolder());
            makeParts(copy);
            handOver(copy);
            return copy;
        }
        Place copy = new Place(nextFolder(), List.of(), place.readable());
        Machine.createFolders(copy.folder());
        for (String part : List.of("tree", "home")) {
            Machine.run(
                    folder,
                    "cp",
                    "-a",
                    "--reflink=auto",
                    place.folder().resolve(part).toString(),
                    copy.folder().toString());
        }
        makeParts(copy);
        handOver(copy);
        return copy;
    }

    /// Files of root's own caches can't be written by anybody else, and need not be: a layer of
    /// folders above them, which the commands' user owns, lets new files stand beside them. The
    /// layer is kept, and only gets what is new.
    private void prepareCaches() {
        if (!isRoot) {
            return;
        }
        for (ToolCaches.Cache cache : caches) {
            if (cache.ofThisUser().isEmpty()) {
                continue;
            }
            Path skeleton = skeleton(cache);
            Machine.createFolders(skeleton);
            Machine.run(
                    skeleton,
                    "sh",
                    "-c",
                    "(cd \"$1\" && find . -type d -print0) | xargs -0 mkdir -p && find . -type d ! -uid \"$2\" -exec chown -h \"$2:$2\" {} +",
                    "sh",
                    cache.ofThisUser().get().toString(),
                    String.valueOf(Machine.SANDBOX_USER));
        }
    }

    private Path skeleton(ToolCaches.Cache cache) {
        return skeletons.resolve(cache.part());
    }

    @Override
    public Run run(Place place, Job job, Drain output) {
        try (Cgroup cgroup = Cgroup.create(job.limits())) {
            if (!job.network()) {
                return run(place, job, output, cgroup, null);
            }
            try (Outbound outbound = Outbound.open()) {
                return run(place, job, output, cgroup, outbound);
            }
        }
    }

    private Run run(
            Place place, Job job, Drain output, Cgroup cgroup, @Nullable Outbound outbound) {
        List<String> program = List.of("sh", "-c", "exec sh -c \"$0\" 2>&1", job.line());
        Enclosure enclosure = enclosure(place, job, cgroup);
        if (outbound != null) {
            enclosure.showWritable(outbound.folder(), Bridge.FOLDER);
            enclosure.show(Bridge.code(), Bridge.CODE);
            Bridge.environment(visible.environment()).forEach(enclosure::set);
            program = Bridge.before(program);
        }
        return new Runner(
                        enclosure.words(visible, folder.resolve("etc"), job, program),
                        folder,
                        Environment.basic(),
                        cgroup)
                .run(job, place.folder(), output);
    }

    private Enclosure enclosure(Place place, Job job, Cgroup cgroup) {
        Enclosure enclosure = new Enclosure(folder, isRoot, place, sources(place));
        enclosure.join(cgroup);
        refusedCalls.ifPresent(enclosure::refuse);
        enclosure.begin();
        enclosure.showPart("tree", List.of(), Enclosure.TREE);
        enclosure.showPart("home", List.of(), Enclosure.HOME);
        for (ToolCaches.Cache cache : caches) {
            enclosure.showPart(cache.part(), lowest(cache), Enclosure.HOME + "/" + cache.name());
        }
        enclosure.showWritable(place.folder().resolve("tmp"), "/tmp");
        enclosure.showWritable(place.reports(), Enclosure.REPORTS);
        visible.folders().forEach(source -> enclosure.show(source, source.toString()));
        place.readable().forEach(source -> enclosure.show(source, source.toString()));
        environment(job).forEach(enclosure::set);
        return enclosure;
    }

    /// The layers below those of places: what earlier set-ups left, then what this user has.
    private List<Path> lowest(ToolCaches.Cache cache) {
        List<Path> lowest = new ArrayList<>();
        String name = Path.of(cache.part()).getFileName().toString();
        keptLayers.stream()
                .map(layer -> layer.resolve(name))
                .filter(Files::isDirectory)
                .forEach(lowest::add);
        cache.ofThisUser()
                .ifPresent(own -> {
                    if (isRoot) {
                        lowest.add(skeleton(cache));
                    }
                    lowest.add(own);
                });
        return lowest;
    }

    private List<Path> sources(Place place) {
        List<Path> sources = new ArrayList<>(visible.folders());
        sources.add(Bridge.code());
        sources.addAll(place.readable());
        caches.forEach(cache -> sources.addAll(lowest(cache)));
        return sources;
    }

    private Map<String, String> environment(Job job) {
        Map<String, String> environment = new LinkedHashMap<>(visible.environment());
        environment.putAll(
                Map.of(
                        "PATH", Enclosure.HOME + "/.local/bin:" + visible.path(),
                        "HOME", Enclosure.HOME,
                        "USER", "check",
                        "LOGNAME", "check",
                        "TMPDIR", "/tmp",
                        "LANG", "C.UTF-8",
                        "CI", "true",
                        // What is installed goes below HOME, which nobody else has.
                        "PIP_BREAK_SYSTEM_PACKAGES", "1"));
        environment.putAll(job.environment());
        return environment;
    }

    @Override
    public void keepCaches(Place place) {
        if (copying == Copying.LAYERS) {
            kept.keep(place);
        }
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
