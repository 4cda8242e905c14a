package dev.pithyjaunt.agent.syntax;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Parses broken files for a while: `SECONDS SEED CORPUS...`. Each text is written to `last-parsed`
/// before it is parsed, so that one that ends the JVM is there afterwards.
final class SyntaxFuzz {

    private SyntaxFuzz() {}

    public static void main(String[] arguments) throws IOException {
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
        Mutation mutation = new Mutation(random);
        List<Corpus.SourceFile> corpus = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            corpus.addAll(Corpus.read(Path.of(arguments[i])));
        }
        List<String> endings =
                corpus.stream().map(file -> ending(file.path())).distinct().sorted().toList();
        Path last = Path.of("last-parsed");
        long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
        long parses = 0;
        long bytes = 0;
        long notChecked = 0;
        double slowest = 0;
        String slowestFile = "";
        while (System.nanoTime() < end) {
            Corpus.SourceFile file = corpus.get(random.nextInt(corpus.size()));
            byte[] other = corpus.get(random.nextInt(corpus.size())).content();
            byte[] broken = mutation.of(file.content(), other);
            String path =
                    random.nextInt(10) == 0
                            ? "x." + endings.get(random.nextInt(endings.size()))
                            : file.path();
            Files.write(last, broken);
            Files.writeString(Path.of("last-path"), path);
            long started = System.nanoTime();
            FileSyntax syntax = SyntaxCheck.check(path, Optional.of(broken), broken);
            double milliseconds = (System.nanoTime() - started) / 1e6;
            SyntaxCheck.check(path, Optional.of(file.content()), broken);
            parses++;
            bytes += broken.length;
            switch (syntax) {
                case FileSyntax.Checked(List<SyntaxError> errors) when errors.isEmpty() -> {}
                case FileSyntax.NotChecked _ -> notChecked++;
                default -> throw new IllegalStateException(path + ": " + syntax);
            }
            if (milliseconds > slowest) {
                slowest = milliseconds;
                slowestFile = "%s, %d bytes".formatted(path, broken.length);
                Files.copy(
                        last,
                        Path.of("slowest"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        System.out.printf(
                "%d texts of %d files, %d MB, %d not checked, slowest %.0f ms (%s)%n",
                parses, corpus.size(), bytes >> 20, notChecked, slowest, slowestFile);
    }

    private static String ending(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
