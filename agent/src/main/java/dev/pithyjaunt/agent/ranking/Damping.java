package dev.pithyjaunt.agent.ranking;

import dev.pithyjaunt.agent.survey.SurveyedFile;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Sets files back that hold a task's words without being what it is about: tests, which a change
/// of code brings with it, and prose and data. A test comes up again with the file it tests.
final class Damping {

    private static final double SET_BACK = 0.5;

    /// What a test gets of the score of the file that it tests.
    private static final double OF_TESTED = 0.45;

    /// The share of that score that a test comes up to, so as not to come before the file.
    private static final double BEHIND_TESTED = 0.99;

    private static final Set<String> PROSE_AND_DATA =
            Set.of(
                    "AsciiDoc",
                    "CSV",
                    "JSON",
                    "Markdown",
                    "Org",
                    "RDoc",
                    "Rich Text Format",
                    "SVG",
                    "TOML",
                    "TSV",
                    "Text",
                    "Textile",
                    "XML",
                    "YAML",
                    "reStructuredText",
                    "unknown");

    private Damping() {}

    static double[] of(Candidates candidates) {
        double[] scores = candidates.scores();
        Map<String, Double> tested = new HashMap<>();
        for (int i = 0; i < scores.length; i++) {
            SurveyedFile file = candidates.file(i);
            if (!TestFiles.isTest(file.path())) {
                if (PROSE_AND_DATA.contains(file.language())) {
                    scores[i] *= SET_BACK;
                }
                tested.merge(TestFiles.subject(file.path()), scores[i], Math::max);
            }
        }
        for (int i = 0; i < scores.length; i++) {
            String path = candidates.file(i).path();
            if (TestFiles.isTest(path)) {
                double ofTested = tested.getOrDefault(TestFiles.subject(path), 0.0);
                double own = SET_BACK * scores[i] + OF_TESTED * ofTested;
                scores[i] = ofTested > 0 ? Math.min(own, BEHIND_TESTED * ofTested) : own;
            }
        }
        return scores;
    }
}
