package dev.pithyjaunt.bench.replies;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.edit.Fitting;
import dev.pithyjaunt.bench.Lines;
import dev.pithyjaunt.protocol.Json;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

@Command(
        name = "replies",
        mixinStandardHelpOptions = true,
        description =
                "Lands recorded answers of models on their base files and counts what was applied, and what of it faithfully.")
public final class RepliesCommand implements Callable<Integer> {

    @Option(names = "--data", required = true, paramLabel = "FILE")
    private Path data = Path.of("");

    @Option(names = "--files", required = true, paramLabel = "FILE")
    private Path files = Path.of("");

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Map<String, String> texts = new HashMap<>();
        Lines.forEach(
                files,
                line -> {
                    RecordedFile file = Json.read(line, RecordedFile.class);
                    texts.put(file.oid(), file.text());
                });
        List<RecordedReply> replies = new ArrayList<>();
        Lines.forEach(data, line -> replies.add(Json.read(line, RecordedReply.class)));
        for (RecordedReply reply : replies) {
            Landing.of(reply.reply(), new RecordedTree(reply, texts));
        }
        Map<String, int[]> counts = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        List<Long> micros = new ArrayList<>();
        for (RecordedReply reply : replies) {
            RecordedTree tree = new RecordedTree(reply, texts);
            Landing landing = Landing.of(reply.reply(), tree);
            micros.add(landing.micros());
            int[] count =
                    counts.computeIfAbsent(
                            reply.group() + " " + reply.format() + " " + reply.model(),
                            _ -> new int[5]);
            count[0]++;
            boolean faithful = false;
            if (landing.outcome() == Landing.Outcome.APPLIED) {
                StatedLines stated =
                        reply.format().equals("search-replace-tags")
                                ? StatedLines.ofEdits(landing.edits())
                                : StatedLines.ofDiff(reply.reply());
                StatedLines made = new StatedLines(Map.of());
                for (Fitting.FittedFile file : landing.files()) {
                    made =
                            made.plus(
                                    StatedLines.between(
                                            tree.text(file.path()),
                                            file.content()
                                                    .map(b -> new String(b, UTF_8))
                                                    .orElse("")));
                }
                faithful = made.equals(stated);
                count[1]++;
                count[2] += faithful ? 1 : 0;
            } else if (landing.outcome() == Landing.Outcome.NO_EDIT) {
                count[3]++;
            }
            Map<String, Object> line = new TreeMap<>();
            line.put("id", reply.id());
            line.put("outcome", landing.outcome().name().toLowerCase(java.util.Locale.ROOT));
            line.put("reason", landing.reason());
            line.put("faithful", faithful);
            line.put("micros", landing.micros());
            lines.add(Json.line(line));
        }
        counts.forEach((group, count) ->
                System.out.printf(
                        "%-60s %5d applied %4d faithful %4d no edit %4d%n",
                        group, count[0], count[1], count[2], count[3]));
        micros.sort(null);
        System.out.println(
                "micros median "
                        + micros.get(micros.size() / 2)
                        + " p99 "
                        + micros.get(micros.size() * 99 / 100)
                        + " max "
                        + micros.getLast());
        if (out != null) {
            try (BufferedWriter writer = Files.newBufferedWriter(out)) {
                for (String line : lines) {
                    writer.write(line);
                    writer.newLine();
                }
            }
        }
        return 0;
    }
}
