package dev.pithyjaunt.runner.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The words that start one command in a sandbox. Two programs build the walls: a shell, which may
/// do so only in namespaces of its own, gathers all that is to be seen on a stage, and bubblewrap,
/// which has given up every right by then, shows the parts of the stage where they belong.
final class Enclosure {

    static final String TREE = "/checkout";
    static final String HOME = "/home/check";
    static final String REPORTS = "/reports";

    /// Empty folders that every system has; one of them is hidden by the stage.
    private static final List<String> STAGES = List.of("/mnt", "/srv", "/media", "/opt");

    /// Of files that are kept in memory.
    private static final long MAX_MEMORY_FILES_BYTES = 256L << 20;

    private static final int FILTER_DESCRIPTOR = 3;

    private final Path folder;
    private final boolean isRoot;
    private final Place place;
    private final String stage;
    private final ShellScript script = new ShellScript();
    private final List<String> shown = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> filter = new ArrayList<>();
    private int parts;

    /// @param folder in which all places are
    /// @param sources whatever is going to be shown: the stage must hide none of it
    Enclosure(Path folder, boolean isRoot, Place place, List<Path> sources) {
        this.folder = folder;
        this.isRoot = isRoot;
        this.place = place;
        this.stage = stage(folder, sources);
    }

    private static String stage(Path folder, List<Path> sources) {
        return STAGES.stream()
                .filter(name -> Files.isDirectory(Path.of(name)))
                .filter(name ->
                        !folder.startsWith(name)
                                && sources.stream().noneMatch(s -> s.startsWith(name)))
                .findFirst()
                .orElseThrow(() ->
                        SandboxMissingException.noSandbox(
                                "none of the folders %s is there and unused"
                                        .formatted(String.join(", ", STAGES))));
    }

    /// Lets everything that follows be counted.
    void join(Cgroup cgroup) {
        cgroup.processFiles().forEach(file -> script.join(file.toString()));
    }

    /// Refuses the calls of the kernel that a filter names.
    void refuse(Path calls) {
        script.open(FILTER_DESCRIPTOR, calls.toString());
        filter.addAll(List.of("--seccomp", String.valueOf(FILTER_DESCRIPTOR)));
    }

    /// Sets the stage up.
    void begin() {
        script.add("cd", folder.toString());
        script.add("mount", "-t", "tmpfs", "-o", "mode=0755,size=1m", "tmpfs", stage);
    }

    /// Shows a file or folder of this machine, to be read only.
    void show(Path source, String at) {
        shown.addAll(List.of("--ro-bind", staged(source), at));
    }

    /// Shows a folder that may be written.
    void showWritable(Path source, String at) {
        shown.addAll(List.of("--bind", staged(source), at));
    }

    private String staged(Path source) {
        String part = stage + "/" + parts++;
        if (Files.isDirectory(source)) {
            script.add("mkdir", part);
        } else {
            script.add("touch", part);
        }
        script.add("mount", "--bind", source.toString(), part);
        return part;
    }

    /// Shows a part of the place: its own folder, or its layer above those of the places below.
    ///
    /// @param lowest folders under all of them, the uppermost first
    void showPart(String name, List<Path> lowest, String at) {
        if (!place.isLayered() && lowest.isEmpty()) {
            showWritable(place.folder().resolve(name), at);
            return;
        }
        String part = stage + "/" + parts++;
        List<String> lower = new ArrayList<>();
        // Relative paths: the kernel takes one page of options.
        place.below().forEach(below -> lower.add(folder.relativize(below) + "/" + name));
        for (Path low : lowest) {
            lower.add(low.startsWith(folder) ? folder.relativize(low).toString() : linked(low));
        }
        String own = folder.relativize(place.folder()).toString();
        String options =
                "lowerdir=%s,upperdir=%s/%s,workdir=%s/work/%s%s"
                        .formatted(
                                String.join(":", lower),
                                own,
                                name,
                                own,
                                name,
                                isRoot ? "" : ",userxattr");
        script.add("mkdir", part);
        script.add("mount", "-t", "overlay", "-o", options, "overlay", part);
        shown.addAll(List.of("--bind", part, at));
    }

    /// A name without the characters that mean something in options.
    private String linked(Path low) {
        String part = stage + "/" + parts++;
        script.add("mkdir", part);
        script.add("mount", "--bind", low.toString(), part);
        return part;
    }

    void set(String name, String value) {
        environment.put(name, value);
    }

    /// The words that run a command line.
    ///
    /// @param program what runs it, and its first words
    List<String> words(VisibleFiles visible, Path etc, Job job, List<String> program) {
        List<String> bwrap =
                new ArrayList<>(
                        List.of(
                                "bwrap",
                                "--unshare-user",
                                "--unshare-ipc",
                                "--unshare-pid",
                                "--unshare-net",
                                "--unshare-uts",
                                "--unshare-cgroup-try",
                                "--uid",
                                "1000",
                                "--gid",
                                "1000",
                                "--hostname",
                                "sandbox",
                                "--die-with-parent",
                                "--new-session",
                                "--cap-drop",
                                "ALL",
                                "--clearenv"));
        environment.forEach((name, value) -> bwrap.addAll(List.of("--setenv", name, value)));
        bwrap.addAll(visible.systemWords(Path.of(staged(etc))));
        bwrap.addAll(filter);
        String memory = String.valueOf(MAX_MEMORY_FILES_BYTES);
        bwrap.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        bwrap.addAll(List.of("--size", memory, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"));
        bwrap.addAll(List.of("--size", memory, "--tmpfs", "/run", "--dir", "/var"));
        bwrap.addAll(shown);
        bwrap.addAll(List.of("--symlink", "../tmp", "/var/tmp", "--remount-ro", "/"));
        bwrap.addAll(
                List.of(
                        "--chdir",
                        job.folder().isEmpty() ? TREE : TREE + "/" + job.folder(),
                        "--"));
        bwrap.addAll(program);
        return unshared(script.becoming(limited(job, bwrap)));
    }

    private List<String> unshared(List<String> words) {
        List<String> all = new ArrayList<>(List.of("unshare"));
        if (!isRoot) {
            all.addAll(List.of("--user", "--map-root-user"));
        }
        all.addAll(List.of("--mount", "--propagation", "private", "--"));
        all.addAll(words);
        return all;
    }

    private List<String> limited(Job job, List<String> words) {
        List<String> all = new ArrayList<>();
        if (isRoot) {
            String user = String.valueOf(Machine.SANDBOX_USER);
            all.addAll(
                    List.of(
                            "setpriv",
                            "--reuid",
                            user,
                            "--regid",
                            user,
                            "--clear-groups",
                            "--no-new-privs",
                            "--"));
        }
        all.addAll(Rlimits.words(job.limits()));
        all.addAll(words);
        return all;
    }

    /// For messages of tests.
    @Override
    public String toString() {
        return environment.keySet().stream().collect(Collectors.joining(", ", "Enclosure[", "]"));
    }
}
