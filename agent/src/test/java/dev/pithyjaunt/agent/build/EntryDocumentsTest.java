package dev.pithyjaunt.agent.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.build.EntryDocument.Kind;

import org.junit.jupiter.api.Test;

import java.util.List;

class EntryDocumentsTest {

    @Test
    void documentsAreFoundByNameNearestToTheRootFirst() {
        assertThat(
                        EntryDocuments.of(
                                List.of(
                                        "server/AGENTS.md",
                                        "docs/README.rst",
                                        "ARCHITECTURE.md",
                                        "readme",
                                        "CLAUDE.md",
                                        ".github/copilot-instructions.md",
                                        ".github/CONTRIBUTING.md",
                                        "server/README.md",
                                        "node_modules/a/README.md",
                                        "server/CONTRIBUTING.md",
                                        "readme.png",
                                        "README.java",
                                        "readmes/a.md")))
                .containsExactly(
                        new EntryDocument("readme", Kind.README, ""),
                        new EntryDocument("CLAUDE.md", Kind.AGENT_RULES, ""),
                        new EntryDocument("ARCHITECTURE.md", Kind.ARCHITECTURE, ""),
                        new EntryDocument("docs/README.rst", Kind.README, ""),
                        new EntryDocument("server/README.md", Kind.README, "server"),
                        new EntryDocument(".github/copilot-instructions.md", Kind.AGENT_RULES, ""),
                        new EntryDocument("server/AGENTS.md", Kind.AGENT_RULES, "server"),
                        new EntryDocument(".github/CONTRIBUTING.md", Kind.CONTRIBUTING, ""));
    }
}
