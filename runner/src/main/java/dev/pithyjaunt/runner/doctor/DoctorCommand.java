package dev.pithyjaunt.runner.doctor;

import dev.pithyjaunt.github.GitHub;
import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Timing;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.runner.execution.Printable;
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
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Look whether all that executions need is there, before anything is paid: this machine, the models' keys,",
            "GitHub, the server, its database and mail. Nothing is changed, and no model is asked.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing fails; there may be warnings",
            "1:something fails",
            "2:wrong usage"
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final Duration WEB_LIMIT = Duration.ofSeconds(10);

    @Option(
            names = "--repo",
            paramLabel = "OWNER/NAME",
            description = "A repository on GitHub in which tasks are to be executed.")
    private @Nullable String repository;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server that is to hear of executions. Default: APP_URL")
    private @Nullable String server;

    @Option(names = "--json", description = "Print all as one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec;

    private final Supplier<Settings> source;
    private final InstantSource clock;
    private final Timing timing;
    private final PrintStream out;

    public DoctorCommand() {
        this(Settings::ofThisProcess, InstantSource.system(), Timing.standard(), System.out);
    }

    /// @param clock that is compared with others
    /// @param timing of calls to GitHub
    DoctorCommand(Supplier<Settings> source, InstantSource clock, Timing timing, PrintStream out) {
        this.source = source;
        this.clock = clock;
        this.timing = timing;
        this.out = out;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = source.get();
            GitHubAddress address = GitHubAddress.of(settings.gitHubUrl());
            Proxies proxies = Proxies.from(settings.values());
            RepositoryName name = repository == null ? null : RepositoryName.of(repository);
            try (GitHub gitHub = gitHub(settings, address, proxies)) {
                List<List<Check>> groups =
                        groups(settings, address, new Web(proxies, WEB_LIMIT), name, gitHub);
                return told(new CheckUp(text -> redacted(settings, proxies, text)).run(groups));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), Printable.text(String.valueOf(e.getMessage())), e);
        } catch (CancellationException e) {
            return 130;
        }
    }

    private static String redacted(Settings settings, Proxies proxies, String text) {
        return new Redactor(proxies.secrets()).redact(settings.redactor().redact(text));
    }

    /// With no token, one that nobody takes: it is not asked then.
    private GitHub gitHub(Settings settings, GitHubAddress address, Proxies proxies) {
        return new GitHub(
                address,
                new Credential.Token(settings.gitHubToken().orElse("none")),
                proxies,
                timing,
                _ -> {});
    }

    private List<List<Check>> groups(
            Settings settings,
            GitHubAddress address,
            Web web,
            @Nullable RepositoryName name,
            GitHub gitHub) {
        Optional<URI> serverAddress = serverAddress(settings);
        List<List<Check>> groups = new ArrayList<>();
        MachineChecks machine = new MachineChecks(settings);
        groups.add(machine.all());
        groups.add(List.of(machine.sandbox()));
        new ModelChecks(settings, clock).all().forEach(check -> groups.add(List.of(check)));
        groups.add(gitHubChecks(settings, name, gitHub, serverAddress.isPresent()));
        groups.add(
                serverAddress
                        .map(there ->
                                new ServerChecks(
                                                web,
                                                there,
                                                settings,
                                                clock,
                                                name == null ? null : address.page(name))
                                        .all())
                        .orElseGet(ServerChecks::skipped));
        groups.add(List.of(DatabaseCheck.of(settings)));
        groups.add(List.of(MailCheck.of(settings)));
        return groups;
    }

    private Optional<URI> serverAddress(Settings settings) {
        return Optional.ofNullable(server)
                .or(() -> Optional.ofNullable(settings.values().get("APP_URL")))
                .map(JauntServer::address);
    }

    private List<Check> gitHubChecks(
            Settings settings, @Nullable RepositoryName name, GitHub gitHub, boolean hasServer) {
        if (settings.gitHubToken().isEmpty()) {
            return GitHubChecks.skipped("GITHUB_TOKEN is not set");
        }
        return name == null
                ? List.of(GitHubChecks.tokenOnly(gitHub, timing.clock()))
                : new GitHubChecks(gitHub, name, settings, clock, timing.clock(), hasServer).all();
    }

    private int told(List<Line> lines) {
        DoctorResult result = DoctorResult.of(lines);
        if (json) {
            out.println(Json.line(result));
        } else {
            DoctorText.of(lines).forEach(line -> out.println(Printable.text(line)));
        }
        return result.ok() ? 0 : 1;
    }
}
