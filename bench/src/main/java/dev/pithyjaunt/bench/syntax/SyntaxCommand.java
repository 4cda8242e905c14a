package dev.pithyjaunt.bench.syntax;

import static java.util.Objects.requireNonNull;

import dev.pithyjaunt.agent.syntax.FileSyntax;
import dev.pithyjaunt.agent.syntax.SyntaxCheck;
import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.TreeFile;
import dev.pithyjaunt.git.process.Deadline;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

@Command(
        name = "syntax",
        mixinStandardHelpOptions = true,
        description = {
            "Parses the files of repositories, each as a new one.",
            "",
            "Prints for each ending of names how many files there are, in which of them the grammar"
                    + " finds errors, and the milliseconds that 3,000 lines take."
        })
public final class SyntaxCommand implements Callable<Integer> {

    private static final int MAX_BYTES = 2 << 20;

    @Parameters(
            arity = "1..*",
            paramLabel = "REPOSITORY",
            description = "git repositories, bare or not; the files of HEAD are taken.")
    private List<Path> repositories = List.of();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, SyntaxFigures> byEnding = new TreeMap<>();
        repositories.forEach(repository -> measure(repository, byEnding));
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        byEnding.forEach((ending, figures) -> figures.lines(ending).forEach(out::println));
        return 0;
    }

    private static void measure(Path directory, Map<String, SyntaxFigures> byEnding) {
        CommitTree tree = head(directory);
        List<TreeFile> files = tree.files().stream().filter(TreeFile::isRegular).toList();
        tree.readAll(
                files,
                (file, content) -> {
                    if (content.length <= MAX_BYTES && hasGrammar(file.path())) {
                        byEnding.computeIfAbsent(ending(file.path()), _ -> new SyntaxFigures())
                                .add(file.path(), content);
                    }
                });
    }

    private static CommitTree head(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new BadInputException(directory, "there is no such folder");
        }
        Deadline deadline = Deadline.in(Duration.ofMinutes(30), InstantSource.system());
        try {
            return Repository.at(directory, deadline).tree("HEAD");
        } catch (GitException e) {
            throw new BadInputException(
                    directory, "it is no repository with a commit: " + e.errors().strip());
        }
    }

    private static boolean hasGrammar(String path) {
        return !(SyntaxCheck.check(path, Optional.empty(), new byte[0])
                instanceof FileSyntax.WithoutGrammar);
    }

    private static String ending(String path) {
        return path.replaceAll(".*[/.]", "").toLowerCase(Locale.ROOT);
    }
}
