package dev.pithyjaunt.bench.survey;

import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What other programs say of one repository: `linguist.NAME.json` as `github-linguist --breakdown
/// --json` prints it, and `cloc.NAME.csv` as `cloc --csv` does.
///
/// @param languageByPath the files that linguist names, with the group of their language; it leaves
///   out data and prose, and vendored, generated and documentation files
/// @param linesByLanguage cloc's, in its own names
record Reference(
        String name, Map<String, String> languageByPath, Map<String, ClocLines> linesByLanguage) {

    /// @param code lines that are neither blank nor a comment
    record ClocLines(int files, long blank, long comment, long code) {

        long all() {
            return blank + comment + code;
        }
    }

    /// All that a folder has, by name.
    ///
    /// @throws BadInputException when it has none, or one can't be read
    static List<Reference> readAll(Path folder) {
        List<Reference> references = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "linguist.*.json")) {
            for (Path file : files) {
                String name = file.getFileName().toString().split("\\.", -1)[1];
                references.add(
                        new Reference(
                                name,
                                linguist(file),
                                cloc(folder.resolve("cloc." + name + ".csv"))));
            }
        } catch (IOException e) {
            throw new BadInputException(folder, "it can't be read: " + e);
        }
        if (references.isEmpty()) {
            throw new BadInputException(folder, "it holds no linguist.NAME.json");
        }
        references.sort(java.util.Comparator.comparing(Reference::name));
        return references;
    }

    private static Map<String, String> linguist(Path file) throws IOException {
        Map<String, String> languages = new TreeMap<>();
        try {
            JsonNode tree = Json.tree("JSON", Files.readAllBytes(file));
            for (Map.Entry<String, JsonNode> language : tree.properties()) {
                language.getValue()
                        .path("files")
                        .forEach(path -> languages.put(path.asString(""), language.getKey()));
            }
        } catch (MalformedJsonException e) {
            throw new BadInputException(file, String.valueOf(e.getMessage()));
        }
        return languages;
    }

    private static Map<String, ClocLines> cloc(Path file) throws IOException {
        Map<String, ClocLines> lines = new TreeMap<>();
        if (!Files.exists(file)) {
            return lines;
        }
        List<String> rows = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 1; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",", -1);
            try {
                lines.put(
                        cells[1],
                        new ClocLines(
                                Integer.parseInt(cells[0]),
                                Long.parseLong(cells[2]),
                                Long.parseLong(cells[3]),
                                Long.parseLong(cells[4])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
                throw new BadInputException(file, i + 1, "it is no row of cloc's table");
            }
        }
        lines.remove("SUM");
        return lines;
    }
}
