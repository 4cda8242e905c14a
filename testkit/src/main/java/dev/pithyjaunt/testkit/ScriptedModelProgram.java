package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.MalformedJsonException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// The scripted model as a program. It ends when its standard input does, and so with its parent.
public final class ScriptedModelProgram {

    private static final String USAGE =
            "usage: java -jar jaunt-testkit.jar --script FILE [--port N]";

    private ScriptedModelProgram() {}

    public static void main(String[] args) throws IOException {
        System.exit(run(List.of(args), System.in, System.out, System.err));
    }

    /// Serves until the input ends.
    ///
    /// @return the exit code: 0, or 2 when it could not start
    static int run(List<String> args, InputStream in, PrintStream out, PrintStream err)
            throws IOException {
        try {
            Options options = Options.parse(args);
            Script script = ScriptFile.read(options.script());
            try (ScriptedModel model = ScriptedModel.start(options.port(), script)) {
                out.println("scripted model listening on " + model.baseUri());
                out.flush();
                in.transferTo(OutputStream.nullOutputStream());
            }
            return 0;
        } catch (IllegalArgumentException | MalformedJsonException e) {
            err.println(e.getMessage());
            return 2;
        } catch (UncheckedIOException e) {
            err.println(e.getMessage() + ": " + e.getCause());
            return 2;
        }
    }

    private record Options(Path script, int port) {

        static Options parse(List<String> args) {
            Path script = null;
            int port = 0;
            for (int i = 0; i < args.size(); i += 2) {
                if (i + 1 == args.size()) {
                    throw new IllegalArgumentException(args.get(i) + " needs a value\n" + USAGE);
                }
                switch (args.get(i)) {
                    case "--script" -> script = Path.of(args.get(i + 1));
                    case "--port" -> port = port(args.get(i + 1));
                    default ->
                            throw new IllegalArgumentException(
                                    "unknown option " + args.get(i) + "\n" + USAGE);
                }
            }
            if (script == null) {
                throw new IllegalArgumentException("--script is missing\n" + USAGE);
            }
            return new Options(script, port);
        }

        private static int port(String text) {
            if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
                throw new IllegalArgumentException(
                        "--port must be a number from 0 to 65535, not " + text + "\n" + USAGE);
            }
            return Integer.parseInt(text);
        }
    }
}
