package dev.pithyjaunt.server;

import dev.pithyjaunt.server.operations.Backup;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.platform.StorageException;
import dev.pithyjaunt.server.signin.SignInLinks;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The program `jaunt-server.jar`: `serve` runs the server, `sign-in-link` prints a new link for
/// the administrator, `backup` copies the server's own folder. All else is settings.
@SpringBootApplication
public class Server {

    private static final String USAGE =
            "usage: java -jar jaunt-server.jar serve|sign-in-link|backup";

    /// Exits with 2 on wrong usage or settings; `serve` goes on until it is stopped.
    public static void main(String[] arguments) {
        try {
            switch (List.of(arguments)) {
                case List<String> words when words.equals(List.of("serve")) -> {
                    takeWhatTheBuildFoundOut();
                    start(Settings.ofThisProcess());
                }
                case List<String> words when words.equals(List.of("sign-in-link")) ->
                        printLink(Settings.ofThisProcess());
                case List<String> words
                        when !words.isEmpty() && words.getFirst().equals("backup") ->
                        backUp(words.subList(1, words.size()), Settings.ofThisProcess());
                default -> throw new IllegalArgumentException(USAGE);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /// The build of the jar has found out which beans there are (`process-aot`, which calls this
    /// program to do so).
    private static void takeWhatTheBuildFoundOut() {
        if (Server.class.getResource("Server__ApplicationContextInitializer.class") != null
                && System.getProperty(AbstractAotProcessor.AOT_PROCESSING) == null) {
            System.setProperty(AotDetector.AOT_ENABLED, "true");
        }
    }

    /// Starts a server, which is ready when this returns.
    public static ConfigurableApplicationContext start(Settings settings) {
        SpringApplication application = new SpringApplication(Server.class);
        application.setMainApplicationClass(Server.class);
        application.setDefaultProperties(
                Map.of("server.address", settings.host(), "server.port", settings.port()));
        application.addInitializers((ConfigurableApplicationContext context) ->
                context.getBeanFactory().registerSingleton("settings", settings));
        return application.run();
    }

    private static void backUp(List<String> words, Settings settings) {
        Backup backup = Backup.of(words, InstantSource.system().instant());
        try {
            backup.make(settings);
        } catch (StorageException | UncheckedIOException e) {
            System.err.println("no backup was made: " + e.getMessage());
            System.exit(1);
        }
        System.out.println(backup.folder());
        System.err.println("It holds secrets. What .env says is not in it: keep that too.");
    }

    private static void printLink(Settings settings) {
        try (Database database = Database.open(settings)) {
            System.out.println(
                    SignInLinks.of(database, InstantSource.system())
                            .create(ServerAddress.url(settings)));
        }
    }
}
