package dev.pithyjaunt.runner.apply;

import dev.pithyjaunt.agent.patch.Application;
import dev.pithyjaunt.agent.patch.Application.Applied;
import dev.pithyjaunt.agent.patch.Application.Rejected;
import dev.pithyjaunt.agent.patch.IrreversibleCopyException;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.patch.PatchFormatException;
import dev.pithyjaunt.agent.patch.Shown;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.runner.execution.Printable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Apply a patch to the files of a checkout, all of it or nothing.",
            "It fits where git apply would take it: at the stated lines, or where the same lines are nearest. What it says of paths, modes and lines has to be so.",
            "Refused are text around the diff, binary content, symbolic links, submodules, and paths outside the checkout or in git's own folder. Nothing is committed or staged.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:applied; with --check or --explain, it fits",
            "1:it does not fit, or is no patch; nothing was changed",
            "2:wrong usage"
        })
public final class ApplyCommand implements Callable<Integer> {

    private static final int MAX_MESSAGES = 50;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATCH",
            defaultValue = "-",
            description = "A file that holds a unified diff. Default: - for standard input.")
    private String source = "-";

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            defaultValue = ".",
            description =
                    "A folder of the checkout; paths of the patch begin at its topmost one. Default: this folder.")
    private Path repository = Path.of(".");

    @ArgGroup(exclusive = true)
    private Trial trial = new Trial();

    static final class Trial {
        @Option(names = "--check", description = "Say whether it fits, and change nothing.")
        private boolean check;

        @Option(
                names = "--explain",
                description =
                        "Say of each file and hunk where it fits, or what is there, and change nothing.")
        private boolean explain;
    }

    @Option(names = "--reverse", description = "Apply the patch that leads back.")
    private boolean reverse;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object on standard output.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            WorkTree tree = new WorkTree(root());
            Patch given = Patch.parse(read());
            Patch patch = reverse ? given.reversed() : given;
            return apply(patch, tree);
        } catch (PatchFormatException e) {
            return refuse(ApplyResult.of(e));
        } catch (IrreversibleCopyException e) {
            return refuse(ApplyResult.of(e));
        } catch (UncheckedIOException e) {
            say(System.err, "jaunt apply: %s: %s".formatted(e.getMessage(), e.getCause()));
            return 1;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Path root() {
        if (!Files.isDirectory(repository)) {
            throw new IllegalArgumentException(
                    "--repo %s: there is no such folder".formatted(repository));
        }
        try {
            return Repository.at(
                            repository, Deadline.in(Duration.ofSeconds(30), InstantSource.system()))
                    .top();
        } catch (GitException e) {
            throw new IllegalArgumentException(
                    "--repo %s is no checkout of a git repository (%s)"
                            .formatted(repository, e.errors().strip()),
                    e);
        }
    }

    /// One byte more than a patch may have, at most.
    private byte[] read() {
        try (InputStream in =
                source.equals("-") ? System.in : Files.newInputStream(Path.of(source))) {
            return in.readNBytes(Patch.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s can't be read (%s)".formatted(source, e), e);
        }
    }

    private int apply(Patch patch, WorkTree tree) {
        Application application = patch.applyTo(tree);
        boolean isTrial = trial.check || trial.explain;
        if (application instanceof Applied applied && !isTrial) {
            Replacement.make(tree.root(), applied.files());
        }
        if (json) {
            ApplyResult result =
                    ApplyResult.of(patch, application, application instanceof Applied && !isTrial);
            System.out.println(Json.line(result));
            return result.fits() ? 0 : 1;
        }
        if (trial.explain) {
            Explanation.of(patch, application).forEach(line -> say(System.out, line));
        }
        return switch (application) {
            case Applied applied -> {
                tell(patch, applied, isTrial);
                yield 0;
            }
            case Rejected _ when trial.explain -> 1;
            case Rejected _ -> refuse(ApplyResult.of(patch, application, false));
        };
    }

    private void tell(Patch patch, Applied applied, boolean isTrial) {
        if (!trial.explain) {
            patch.files().forEach(file -> say(System.out, Explanation.title(file)));
            applied.placements().stream()
                    .filter(placement -> placement.offset() != 0)
                    .forEach(placement ->
                            say(
                                    System.out,
                                    Shown.path(placement.path())
                                            + ": "
                                            + Explanation.text(placement)));
        }
        say(
                System.out,
                "%s: %d %s, +%d -%d"
                        .formatted(
                                isTrial ? "it fits" : "applied",
                                patch.files().size(),
                                patch.files().size() == 1 ? "file" : "files",
                                patch.added(),
                                patch.removed()));
    }

    private int refuse(ApplyResult result) {
        if (json) {
            System.out.println(Json.line(result));
            return 1;
        }
        List<ApplyResult.Reason> reasons = result.reasons();
        reasons.stream()
                .limit(MAX_MESSAGES)
                .forEach(reason -> say(System.err, "jaunt apply: " + reason.message()));
        if (reasons.size() > MAX_MESSAGES) {
            say(System.err, "jaunt apply: and %d more".formatted(reasons.size() - MAX_MESSAGES));
        }
        say(System.err, "Nothing was changed.");
        return 1;
    }

    private static void say(PrintStream out, String line) {
        out.println(Printable.text(line));
    }
}
