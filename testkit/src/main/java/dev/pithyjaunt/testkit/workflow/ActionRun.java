package dev.pithyjaunt.testkit.workflow;

import dev.pithyjaunt.testkit.workflow.Setup.Tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the actions do that are stood in for.
///
/// @param with the values of its keys An action that fails throws an [EvaluationException].
record ActionRun(JobRun job, Map<String, String> with) {

    Map<String, String> run(Action action) throws InterruptedException {
        return switch (action) {
            case CHECKOUT -> checkout();
            case SETUP_JAVA -> Map.of("path", setUp("java", "java-version").toString());
            case SETUP_NODE -> {
                setUp("node", "node-version");
                yield Map.of();
            }
            case SETUP_PYTHON -> {
                setUp("python", "python-version");
                yield Map.of();
            }
            case UPLOAD_ARTIFACT -> upload();
            case DOWNLOAD_ARTIFACT -> download();
        };
    }

    private String value(String key, String standard) {
        String value = with.getOrDefault(key, "");
        return value.isEmpty() ? standard : value;
    }

    private boolean flag(String key, boolean standard) {
        return switch (value(key, String.valueOf(standard))) {
            case "true" -> true;
            case "false" -> false;
            case String other ->
                    throw new EvaluationException(
                            "%s: true or false is expected, but found \"%s\""
                                    .formatted(key, other));
        };
    }

    private Path inWorkspace(String path) {
        Path workspace = job.machine().workspace();
        String home = job.machine().home().toString();
        return workspace
                .resolve(path.startsWith("~/") ? home + path.substring(1) : path)
                .normalize();
    }

    private Path setUp(String kind, String key) {
        String version = value(key, "");
        Tool tool =
                job.setup().tools().stream()
                        .filter(t -> t.kind().equals(kind) && t.version().equals(version))
                        .findFirst()
                        .orElseThrow(() ->
                                new EvaluationException(
                                        "%s: there is no %s \"%s\"".formatted(key, kind, version)));
        job.addPath(tool.home().resolve("bin").toString());
        if (kind.equals("java")) {
            job.addEnv("JAVA_HOME", tool.home().toString());
        }
        return tool.home();
    }

    private Map<String, String> checkout() throws InterruptedException {
        Path target = inWorkspace(value("path", "."));
        if (!target.startsWith(job.machine().workspace())) {
            throw new EvaluationException("Repository path is not under the workspace: " + target);
        }
        String repository = value("repository", job.setup().repository());
        boolean own = repository.equals(job.setup().repository());
        String ref = value("ref", own ? job.setup().sha() : "HEAD");
        String server = job.setup().serverUrl();
        empty(target);
        git(target, "init", "--quiet", "--initial-branch=main");
        git(target, "remote", "add", "origin", server + "/" + repository);
        String token = value("token", job.token());
        job.masks().add(token);
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                ("x-access-token:" + token).getBytes(StandardCharsets.UTF_8));
        job.masks().add(basic);
        Path credentials =
                job.machine()
                        .write(
                                "git-credentials-" + job.nextNumber() + ".config",
                                "[http \"%s/\"]\n\textraheader = AUTHORIZATION: basic %s\n"
                                        .formatted(server, basic));
        git(target, "config", "include.path", credentials.toString());
        List<String> fetch = new ArrayList<>(List.of("fetch", "--no-recurse-submodules"));
        int depth = (int) Values.number(value("fetch-depth", "1"));
        if (depth > 0) {
            fetch.addAll(List.of("--no-tags", "--prune", "--depth=" + depth, "origin", ref));
        } else {
            fetch.addAll(
                    List.of(
                            "--prune",
                            "--tags",
                            "origin",
                            ref,
                            "+refs/heads/*:refs/remotes/origin/*"));
        }
        git(target, fetch.toArray(String[]::new));
        boolean hash = ref.matches("[0-9a-f]{40}");
        if ((hash && !ref.equals(job.setup().sha())) || ref.equals("HEAD")) {
            git(target, "checkout", "--quiet", "--force", "--detach", "FETCH_HEAD");
        } else {
            String branch = hash ? job.setup().defaultBranch() : ref.replace("refs/heads/", "");
            git(target, "checkout", "--quiet", "--force", "-B", branch, "FETCH_HEAD");
        }
        if (!flag("persist-credentials", true)) {
            git(target, "config", "--unset-all", "include.path");
            delete(credentials);
        }
        return Map.of("ref", ref, "commit", git(target, "rev-parse", "HEAD").strip());
    }

    private String git(Path folder, String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        StringBuilder output = new StringBuilder();
        int code =
                job.process(
                        command,
                        folder,
                        Map.of("GIT_TERMINAL_PROMPT", "0"),
                        line -> output.append(line).append('\n'));
        if (code != 0) {
            throw new EvaluationException(
                    "The process 'git %s' failed with exit code %d: %s"
                            .formatted(words[0], code, output.toString().strip()));
        }
        return output.toString();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As the action does with a folder that holds something else.
    private static void empty(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(path -> !path.equals(folder))
                        .sorted(Comparator.reverseOrder())
                        .forEach(ActionRun::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> upload() {
        FileSearch search =
                FileSearch.of(
                        job.machine().workspace(),
                        required("path"),
                        flag("include-hidden-files", false));
        String name = value("name", "artifact");
        if (search.files().isEmpty()) {
            String message =
                    "No files were found with the provided path: %s. No artifacts will be uploaded."
                            .formatted(required("path").strip());
            switch (value("if-no-files-found", "warn")) {
                case "warn" -> job.log("##[warning]" + message);
                case "ignore" -> job.log(message);
                case "error" -> throw new EvaluationException(message);
                case String other ->
                        throw new EvaluationException("if-no-files-found: unknown: " + other);
            }
            return Map.of();
        }
        String days = value("retention-days", "0");
        if (Double.isNaN(Values.number(days)) || Values.number(days) > 90) {
            throw new EvaluationException("retention-days: not from 0 to 90: " + days);
        }
        String id =
                job.artifacts().add(name, search.root(), search.files(), flag("overwrite", false));
        job.log(
                "Artifact %s has been uploaded with %d file(s)"
                        .formatted(name, search.files().size()));
        return Map.of("artifact-id", id);
    }

    private String required(String key) {
        String value = value(key, "");
        if (value.isEmpty()) {
            throw new EvaluationException("Input required and not supplied: " + key);
        }
        return value;
    }

    private Map<String, String> download() {
        Path target = inWorkspace(value("path", "."));
        String name = value("name", "");
        Map<String, Path> all = job.artifacts().byName();
        if (!name.isEmpty()) {
            if (!all.containsKey(name)) {
                throw new EvaluationException(
                        "Unable to download artifact(s): Artifact not found for name: " + name);
            }
            Artifacts.unpack(all.get(name), target);
        } else {
            PathMatcher matcher =
                    FileSystems.getDefault().getPathMatcher("glob:" + value("pattern", "*"));
            boolean merge = flag("merge-multiple", false);
            Map<String, Path> matching = new LinkedHashMap<>(all);
            matching.keySet().removeIf(key -> !matcher.matches(Path.of(key)));
            matching.forEach((key, artifact) ->
                    Artifacts.unpack(artifact, merge ? target : target.resolve(key)));
            job.log("Total of %d artifact(s) downloaded".formatted(matching.size()));
        }
        return Map.of("download-path", target.toString());
    }
}
