package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.EntryDocument.Kind;
import dev.pithyjaunt.agent.survey.FileKinds;
import dev.pithyjaunt.agent.survey.SurveyedFile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds the documents to read first, by their names.
public final class EntryDocuments {

    private static final Set<String> AGENT_RULES =
            Set.of(
                    "agents.md",
                    "agent.md",
                    "claude.md",
                    "gemini.md",
                    ".cursorrules",
                    "copilot-instructions.md");

    private static final Set<String> ENDINGS =
            Set.of("", "md", "markdown", "mdx", "rst", "txt", "adoc", "asciidoc", "org");

    private EntryDocuments() {}

    /// Nearest to the root first. Rules for agents count in every folder, the others at the root,
    /// in `docs`, `doc` and `.github`, a README in every folder.
    public static List<EntryDocument> of(Collection<String> paths) {
        List<EntryDocument> documents = new ArrayList<>();
        for (String path : paths) {
            int slash = path.lastIndexOf('/');
            String folder = path.substring(0, Math.max(0, slash));
            Kind kind = kind(path.substring(slash + 1).toLowerCase(Locale.ROOT), isForAll(folder));
            if (kind != null && FileKinds.byPath(path) == SurveyedFile.Kind.TEXT) {
                documents.add(new EntryDocument(path, kind, isForAll(folder) ? "" : folder));
            }
        }
        documents.sort(
                Comparator.comparingLong((EntryDocument document) -> depth(document.path()))
                        .thenComparing(EntryDocument::kind)
                        .thenComparing(EntryDocument::path));
        return List.copyOf(documents);
    }

    private static boolean isForAll(String folder) {
        return Set.of("", "docs", "doc", ".github").contains(folder);
    }

    private static @Nullable Kind kind(String name, boolean isForAll) {
        if (AGENT_RULES.contains(name)) {
            return Kind.AGENT_RULES;
        }
        int dot = name.indexOf('.', 1);
        if (!ENDINGS.contains(dot < 0 ? "" : name.substring(name.lastIndexOf('.') + 1))) {
            return null;
        }
        return switch (dot < 0 ? name : name.substring(0, dot)) {
            case "readme" -> Kind.README;
            case "contributing", "hacking" -> isForAll ? Kind.CONTRIBUTING : null;
            case "architecture" -> isForAll ? Kind.ARCHITECTURE : null;
            default -> null;
        };
    }

    private static long depth(String path) {
        return path.chars().filter(c -> c == '/').count();
    }
}
