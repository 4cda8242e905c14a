package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.runner.execution.Printable;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.web.JauntServer;
import dev.pithyjaunt.runner.web.Web;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Put the workflow that executes tasks into a repository on GitHub, by a pull request.",
            "Can be repeated: what is there already is found. Secrets are named, and not set.",
            "",
            "Needs GITHUB_TOKEN with the permissions Contents, Pull requests and Workflows, Read and write.",
            ""
        })
public final class InitCommand implements Callable<Integer> {

    private static final Duration WEB_LIMIT = Duration.ofSeconds(30);

    @Option(names = "--repo", paramLabel = "OWNER/NAME", description = "The repository.")
    private @Nullable String repository;

    @Option(
            names = "--commit",
            description = "Commit to the default branch in place of opening a pull request.")
    private boolean commit;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            defaultValue = "pithy-jaunt/setup",
            description = "The branch of the pull request. Default: ${DEFAULT-VALUE}")
    private String branch = "";

    @Option(
            names = "--archive",
            paramLabel = "URL",
            description =
                    "Where the workflow downloads the program: what './jaunt package' makes, at an address that GitHub's machines reach by https.")
    private @Nullable String archive;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description =
                    "Digest of the archive, as './jaunt package' prints it. Default: that of what is downloaded now, which is then trusted.")
    private @Nullable String sha256;

    @Option(names = "--force", description = "With --commit: replace a file that differs.")
    private boolean force;

    @Option(
            names = "--print",
            description = "Write the file to standard output, and ask GitHub nothing.")
    private boolean print;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Connect the repository to this server too; needs JAUNT_API_TOKEN.")
    private @Nullable String server;

    @Option(
            names = "--show-secret",
            description = "Print the repository's event secret with the result; needs --server.")
    private boolean showSecret;

    @Option(
            names = "--print-secret",
            description =
                    "Print the repository's event secret and nothing else, to a pipe or a file, and do nothing else; needs --server.")
    private boolean printSecret;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec;

    private final Supplier<Settings> source;
    private final Timing timing;
    private final PrintStream out;
    private final BooleanSupplier isOnScreen;
    private final Progress progress;

    public InitCommand() {
        this(
                Settings::ofThisProcess,
                Timing.standard(),
                System.out,
                Terminal::showsOutput,
                Progress.onStandardError());
    }

    /// @param isOnScreen whether people see what goes to `out`
    InitCommand(
            Supplier<Settings> source,
            Timing timing,
            PrintStream out,
            BooleanSupplier isOnScreen,
            Progress progress) {
        this.source = source;
        this.timing = timing;
        this.out = out;
        this.isOnScreen = isOnScreen;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = source.get();
            if (printSecret) {
                return printSecret(settings);
            }
            Optional<JauntServer> asked = server(settings);
            Program program = program(settings);
            if (print) {
                out.print(WorkflowText.of(program));
                out.flush();
                return 0;
            }
            Placing placing = new Placing(name(), commit, branch, force);
            return place(settings, placing, program, asked);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), Printable.text(String.valueOf(e.getMessage())), e);
        } catch (UncheckedIOException e) {
            return fail("downloading the archive: " + e.getMessage());
        } catch (CancellationException e) {
            return 130;
        }
    }

    private int place(
            Settings settings, Placing placing, Program program, Optional<JauntServer> asked) {
        Initialization initialization = new Initialization(settings, timing, progress);
        Initialization.Done done;
        try {
            done = initialization.place(placing, program);
        } catch (InitFailure e) {
            fail(settings.redactor().redact(String.valueOf(e.getMessage())));
            byHand(program).lines().forEach(progress::say);
            return 1;
        }
        ServerPart part =
                asked.map(there -> initialization.connect(there, placing.repository(), showSecret))
                        .orElseGet(() -> withoutToken(settings));
        InitResult result =
                InitResult.of(
                        placing,
                        done.placed(),
                        program,
                        sha256 == null,
                        done.readiness(),
                        initialization.secretsToSet(done.readiness().secrets(), server != null),
                        part);
        show(result, done.placed(), placing, initialization);
        return done.placed() instanceof Placed.Kept || part.problem() != null ? 1 : 0;
    }

    private void show(
            InitResult result, Placed placed, Placing placing, Initialization initialization) {
        if (json) {
            out.println(Json.line(result));
            return;
        }
        boolean isNew = !(placed instanceof Placed.Proposed proposed) || proposed.isNew();
        InitText.of(result, isNew, initialization.address(), placing.repository())
                .forEach(line -> out.println(Printable.text(line)));
    }

    /// Nothing but the secret, and never onto a screen by accident.
    private int printSecret(Settings settings) {
        JauntServer there =
                server(settings)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        server == null
                                                ? "--print-secret needs --server"
                                                : "--print-secret needs JAUNT_API_TOKEN: a token of the server's, made on its page"));
        if (isOnScreen.getAsBoolean()) {
            throw new IllegalArgumentException(
                    "--print-secret would show the secret on this terminal: pipe it, as in '| gh secret set %s --repo %s', or use --show-secret"
                            .formatted(NeededSecrets.EVENT, name()));
        }
        try {
            Initialization initialization = new Initialization(settings, timing, progress);
            out.println(initialization.eventSecret(there, name()));
            return 0;
        } catch (InitFailure e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    private RepositoryName name() {
        if (repository == null) {
            throw new IllegalArgumentException("--repo is missing: owner/name of a repository");
        }
        return RepositoryName.of(repository);
    }

    private Program program(Settings settings) {
        if (archive == null) {
            throw new IllegalArgumentException(
                    "--archive is missing: no version of Pithy Jaunt is released yet, so there is no address to begin with. './jaunt package' makes the archive and prints its digest: put it where GitHub's machines reach it by https, and give --archive URL --sha256 HEX");
        }
        URI address = Program.checked(archive);
        if (sha256 != null) {
            return new Program(address, sha256);
        }
        progress.say("downloading the archive for its digest: " + address.getAuthority());
        Program program =
                ArchiveDigest.of(address, new Web(Proxies.from(settings.values()), WEB_LIMIT));
        progress.warn(
                "no --sha256: what was downloaded just now is trusted, with the digest "
                        + program.sha256());
        return program;
    }

    /// Empty when none is named, or it can't be asked.
    private Optional<JauntServer> server(Settings settings) {
        if (server == null) {
            if (showSecret) {
                throw new IllegalArgumentException("--show-secret needs --server");
            }
            return Optional.empty();
        }
        URI address = JauntServer.address(server);
        Web web = new Web(Proxies.from(settings.values()), WEB_LIMIT);
        return Optional.ofNullable(settings.values().get("JAUNT_API_TOKEN"))
                .map(token -> new JauntServer(web, address, token.strip()));
    }

    private ServerPart withoutToken(Settings settings) {
        return server == null || settings.values().containsKey("JAUNT_API_TOKEN")
                ? ServerPart.NONE
                : new ServerPart(
                        JauntServer.address(server).toString(),
                        null,
                        "JAUNT_API_TOKEN is missing, a token of the server's: it was not asked to connect the repository",
                        null);
    }

    private static String byHand(Program program) {
        return """
        By hand: in a checkout of the repository, on its default branch, commit and push what this writes:
          ./jaunt init --print --archive '%s' --sha256 %s > %s\
        """
                .formatted(program.archive(), program.sha256(), WorkflowText.PATH);
    }

    private int fail(String why) {
        progress.fail("jaunt init: " + why);
        return 1;
    }
}
