package dev.pithyjaunt.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pithyjaunt.agent.TestTree;
import dev.pithyjaunt.agent.language.Languages;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

class SurveyTest {

    @TempDir Path folder;

    @Test
    void languagesAreToldByNameAndFirstLine() {
        assertThat(Languages.byPath("a/B.java")).contains("Java");
        assertThat(Languages.byPath("Makefile")).contains("Makefile");
        assertThat(Languages.byPath("bin/tool")).isEmpty();
        assertThat(Languages.byFirstLine("#!/usr/bin/env python3.12")).contains("Python");
        assertThat(Languages.byFirstLine("#!/bin/sh -eu")).contains("Shell");
        assertThat(Languages.byFirstLine("plain text")).isEmpty();
    }

    @Test
    void surveyTellsTheLanguageOfAFileWithoutExtensionByItsFirstLine() {
        TestTree tree =
                TestTree.of(
                        folder,
                        Map.of("bin/tool", "#!/usr/bin/env ruby\n", "bin/data", "x", "b.go", ""));

        assertThat(Survey.of(tree.tree()).files())
                .extracting(SurveyedFile::path, SurveyedFile::language)
                .containsExactly(
                        tuple("b.go", "Go"),
                        tuple("bin/data", "unknown"),
                        tuple("bin/tool", "Ruby"));
    }
}
