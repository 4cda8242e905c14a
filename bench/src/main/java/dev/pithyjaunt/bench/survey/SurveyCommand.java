package dev.pithyjaunt.bench.survey;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "survey",
        mixinStandardHelpOptions = true,
        description = {
            "Compares what the survey says of repositories with what other programs say.",
            "",
            "Prints for each linguist.NAME.json of the reference how many of the files that linguist"
                    + " lists have the same language, with every difference, how many are taken for"
                    + " generated or vendored, lines beside those of cloc.NAME.csv, and how many of the symbols of"
                    + " ctags.NAME.json.gz are found, with every one that is not."
        })
public final class SurveyCommand implements Callable<Integer> {

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "DIR",
            description =
                    "folder of linguist.NAME.json, and perhaps cloc.NAME.csv and ctags.NAME.json.gz (of"
                            + " ctags --output-format=json --fields=+n).")
    private Path reference = Path.of("");

    @Option(
            names = "--repositories",
            required = true,
            paramLabel = "DIR",
            description =
                    "folder of clones, called NAME or OWNER+NAME; a bare one may be in a folder repo.")
    private Path repositories = Path.of("");

    @Option(
            names = "--commit",
            paramLabel = "NAME=COMMIT",
            description = "the commit that the reference speaks of; HEAD when it is not given.")
    private Map<String, String> commits = Map.of();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        for (Reference one : Reference.readAll(reference)) {
            String commit = commits.getOrDefault(one.name(), "HEAD");
            CommitTree tree = tree(clone(one.name()), commit);
            new Comparison(one, Found.in(tree)).lines(commit).forEach(out::println);
            Path tags = reference.resolve("ctags." + one.name() + ".json.gz");
            if (Files.exists(tags)) {
                SymbolAgreement.of(tree, tags).lines().forEach(out::println);
            }
        }
        return 0;
    }

    private Path clone(String name) {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(
                        repositories,
                        folder -> {
                            String found = folder.getFileName().toString();
                            return found.equals(name) || found.endsWith("+" + name);
                        })) {
            for (Path folder : folders) {
                Path inner = folder.resolve("repo");
                return Files.isDirectory(inner) ? inner : folder;
            }
        } catch (IOException e) {
            throw new BadInputException(repositories, "it can't be read: " + e);
        }
        throw new BadInputException(repositories, "it holds no clone called " + name);
    }

    private static CommitTree tree(Path directory, String commit) {
        Deadline deadline = Deadline.in(Duration.ofMinutes(30), InstantSource.system());
        try {
            return Repository.at(directory, deadline).tree(commit);
        } catch (GitException e) {
            throw new BadInputException(
                    directory, "it has no commit %s: %s".formatted(commit, e.errors().strip()));
        }
    }
}
