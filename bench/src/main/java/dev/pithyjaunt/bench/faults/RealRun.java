package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.git.process.ProcessTree;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.github.StandInRun;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A run as its four jobs are: the real phase programs, started one after the other as the steps of
/// the workflow file start them, each with what the jobs before handed over.
final class RealRun {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Stage stage;
    private final StandInRun run;
    private final Path folder;
    private final Map<Job, String> results = new EnumMap<>(Job.class);
    private final Map<Job, String> outputs = new EnumMap<>(Job.class);

    /// As the workflow file has them.
    enum Job {
        GENERATE,
        VALIDATE,
        PUBLISH,
        REPORT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param folder that it gets a folder in
    RealRun(Stage stage, StandInRun run, Path folder) {
        this.stage = stage;
        this.run = run;
        this.folder = folder.resolve("run-" + run.id());
    }

    /// Runs all jobs for which there is something to do.
    ///
    /// @param life how long the machine of a job lives, from the start of its program; a job that
    ///   outlives its program is not killed
    void play(Function<Job, Duration> life) {
        run.start();
        job(Job.GENERATE, life);
        if (said(Job.GENERATE, "patch=true")) {
            job(Job.VALIDATE, life);
        }
        if (said(Job.GENERATE, "patch=true") && said(Job.VALIDATE, "evidence=true")) {
            job(Job.PUBLISH, life);
        }
        job(Job.REPORT, life);
        run.complete(results.containsValue("failure") ? "failure" : "success");
    }

    /// Nothing is killed.
    void play() {
        play(_ -> LIMIT);
    }

    private boolean said(Job job, String line) {
        return outputs.getOrDefault(job, "").lines().anyMatch(line::equals);
    }

    private void job(Job job, Function<Job, Duration> life) {
        Path own = folder.resolve(job.word());
        try {
            Files.createDirectories(own);
            Path event = folder.resolve("event.json");
            Files.writeString(event, Json.line(run.origin().payload()));
            List<String> words =
                    new ArrayList<>(
                            JavaProgram.words(
                                    Path.of(
                                            System.getProperty("jaunt.root", "."),
                                            "runner/target/jaunt.jar")));
            words.addAll(
                    List.of(
                            job.word(),
                            "--workflow",
                            "--folder",
                            own.resolve("execution").toString()));
            if (job != Job.GENERATE) {
                words.addAll(List.of("--handed", handed(own).toString()));
            }
            ProcessBuilder builder =
                    new ProcessBuilder(words)
                            .directory(own.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(own.resolve("log").toFile());
            builder.environment().clear();
            builder.environment().putAll(environment(job, own, event));
            results.put(job, await(builder.start(), life.apply(job)));
            Path output = own.resolve("output");
            outputs.put(job, Files.exists(output) ? Files.readString(output) : "");
        } catch (IOException e) {
            throw new UncheckedIOException("running " + job.word(), e);
        }
    }

    /// @return GitHub's word for it
    private static String await(Process program, Duration life) {
        boolean ended = Patience.until(life, () -> !program.isAlive());
        ProcessTree.end(program.toHandle(), Duration.ZERO);
        return ended ? "success" : "failure";
    }

    /// The folders of the jobs before, under their names.
    private Path handed(Path own) throws IOException {
        Path handed = Files.createDirectories(own.resolve("handed"));
        for (Job before : results.keySet()) {
            Path left = folder.resolve(before.word()).resolve("execution");
            if (results.get(before).equals("success") && Files.isDirectory(left)) {
                Files.createSymbolicLink(handed.resolve(before.word()), left);
            }
        }
        return handed;
    }

    private Map<String, String> environment(Job job, Path own, Path event) {
        Map<String, String> environment = new LinkedHashMap<>(Environment.basic());
        environment.put("HOME", own.toString());
        environment.putAll(stage.gitHub().proxyEnvironment());
        // As on GitHub's own machines, where it is not set.
        environment.remove("GH_HOST");
        environment.put("no_proxy", "127.0.0.1");
        environment.put("NO_PROXY", "127.0.0.1");
        environment.put("GITHUB_SERVER_URL", "http://github.localhost");
        environment.put("GITHUB_REPOSITORY", stage.repository().fullName());
        environment.put("GITHUB_SHA", run.origin().commit());
        environment.put("GITHUB_REF", run.origin().ref());
        environment.put("GITHUB_RUN_ID", Long.toString(run.id()));
        environment.put("GITHUB_RUN_ATTEMPT", Integer.toString(run.origin().attempt()));
        environment.put("GITHUB_EVENT_PATH", event.toString());
        environment.put("GITHUB_OUTPUT", own.resolve("output").toString());
        switch (job) {
            case GENERATE -> environment.putAll(stage.modelSettings());
            case VALIDATE -> {}
            case PUBLISH ->
                    environment.put(
                            "GITHUB_TOKEN",
                            run.jobToken(Map.of("contents", "write", "pull-requests", "write")));
            case REPORT -> environment.put("PITHY_JAUNT_JOBS", jobs());
        }
        if (job == Job.REPORT) {
            environment.put("PITHY_JAUNT_PATCH", "" + said(Job.GENERATE, "patch=true"));
            environment.put("PITHY_JAUNT_EVIDENCE", "" + said(Job.VALIDATE, "evidence=true"));
        }
        if (job != Job.VALIDATE) {
            environment.put("PITHY_JAUNT_EVENT_SECRET", stage.eventSecret().text());
        }
        return environment;
    }

    private String jobs() {
        return List.of(Job.GENERATE, Job.VALIDATE, Job.PUBLISH).stream()
                .map(job -> job.word() + "=" + results.getOrDefault(job, "skipped"))
                .collect(Collectors.joining(" "));
    }
}
